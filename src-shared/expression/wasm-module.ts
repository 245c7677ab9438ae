import quickjs from '@jitl/quickjs-wasmfile-release-sync'

/** A compiled `WebAssembly.Module`; this code knows no platform's own types. */
export type CompiledWasm = object

/** The part of Emscripten's module that is used here. Addresses are plain numbers. */
export type WasmModule = {
  HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(address: number): void
  stringToUTF8(text: string, address: number, maxBytes: number): void
  lengthBytesUTF8(text: string): number
  UTF8ToString(address: number): string
  callbacks: {
    callFunction(_: unknown, context: number, self: number, argc: number, argv: number, id: number): number
    shouldInterrupt(_: unknown, runtime: number): number
    freeHostRef(): void
  }
}

/** QuickJS's functions over that module; the C names. */
export type QuickJs = {
  QTS_NewRuntime(): number
  QTS_RuntimeSetMemoryLimit(runtime: number, bytes: number): void
  QTS_RuntimeSetMaxStackSize(runtime: number, bytes: number): void
  QTS_RuntimeEnableInterruptHandler(runtime: number): void
  QTS_NewContext(runtime: number, intrinsics: number): number
  QTS_Eval(
    ctx: number,
    code: number,
    bytes: number,
    name: string,
    detectModule: number,
    flags: number,
  ): number
  QTS_Call(ctx: number, fn: number, self: number, argc: number, argv: number): number
  QTS_ResolveException(ctx: number, value: number): number
  QTS_FreeValuePointer(ctx: number, value: number): void
  QTS_NewFloat64(ctx: number, value: number): number
  QTS_GetFloat64(ctx: number, value: number): number
  QTS_NewString(ctx: number, text: number): number
  QTS_GetString(ctx: number, value: number): number
  QTS_FreeCString(ctx: number, text: number): void
  QTS_GetPropNumber(ctx: number, value: number, index: number): number
  QTS_NewFunction(ctx: number, name: string, params: number, isConstructor: boolean, id: number): number
  QTS_ArgvGetJSValueConstPointer(argv: number, index: number): number
  QTS_GetUndefined(): number
  QTS_GetNull(): number
  QTS_GetTrue(): number
  QTS_GetFalse(): number
  QTS_IsJobPending(runtime: number): number
}

type Imports = { a: Record<string, unknown> }
type Instance = { exports: Record<string, unknown> }
type Engine = {
  compile(bytes: ArrayBuffer | Uint8Array): Promise<CompiledWasm>
  Instance: new (module: CompiledWasm, imports: Imports) => Instance
  Memory: new (pages: { initial: number; maximum: number }) => object
}

/** WebAssembly is part of every platform this runs on, though not of the language. */
const engine = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly

export const compileWasm = (wasm: ArrayBuffer | Uint8Array | CompiledWasm): Promise<CompiledWasm> =>
  wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)
    ? engine.compile(wasm as Uint8Array)
    : Promise.resolve(wasm)

/** What the instance takes from the world: nothing but a clock and a zone, both the step's own. */
export type WasmClock = {
  /** milliseconds since 1970 */
  now(): number
  /** minutes east of Greenwich at that time */
  offset(ms: number): number
}

export type LoadedWasm = {
  module: WasmModule /** a fresh instance in the same memory; the old one is void */
  renew(): QuickJs
}

const PAGE_BYTES = 65_536
/** What the module asks for: 16 MB, of which little is touched. */
const LEAST_PAGES = 256

/**
 * Loads QuickJS. Loading waits (the glue is imported when it is first needed), renewing does not: an
 * evaluation that broke its instance can be followed by one in a clean instance in the same turn. That is
 * why this does not use the high-level library, which can only make instances by waiting. Its glue hands
 * out its imports by `instantiateWasm` and takes an instance as often as it is given one.
 */
export async function loadWasm(
  wasm: CompiledWasm,
  clock: WasmClock,
  memoryBytes: number,
): Promise<LoadedWasm> {
  const [glue, Ffi] = await Promise.all([quickjs.importModuleLoader(), quickjs.importFFI()])
  let instantiate = (): Instance => {
    throw new Error('the glue asked for no instance')
  }
  const options = {
    print: () => {},
    printErr: () => {},
    // QuickJS cannot tell the sizes of its allocations here, so that its own limit sees only single ones
    wasmMemory: new engine.Memory({
      initial: LEAST_PAGES,
      maximum: Math.max(LEAST_PAGES, Math.ceil(memoryBytes / PAGE_BYTES)),
    }),
    instantiateWasm(imports: Imports, use: (instance: Instance) => void) {
      Object.assign(
        imports.a,
        ownClock(clock, () => module.HEAPU8),
      )
      instantiate = () => {
        const instance = new engine.Instance(wasm, imports)
        use(instance)
        return instance
      }
      return instantiate().exports
    },
  }
  const module = options as unknown as WasmModule
  await (glue as unknown as (options: object) => Promise<unknown>)(options)
  let fresh = true
  const renew = () => {
    if (!fresh) startOver(module, instantiate)
    fresh = false
    return new Ffi(module as never) as unknown as QuickJs
  }
  return { module, renew }
}

/** C's start code expects zeros where nothing is written yet. */
function startOver(module: WasmModule, instantiate: () => Instance): void {
  module.HEAPU8.fill(0)
  const start = instantiate().exports.u
  if (typeof start !== 'function') throw new Error('QuickJS has another shape than expected')
  start()
}

/**
 * Replacements for Emscripten's clock (`p`) and local time (`m`), which would be the machine's. The letters
 * belong to this exact version of the package; the sandbox checks its clock when it opens.
 */
function ownClock(clock: WasmClock, heap: () => Uint8Array): Record<string, unknown> {
  return {
    p: () => clock.now(),
    m: (seconds: bigint, address: number) => {
      const ms = Number(seconds) * 1000
      const minutes = clock.offset(ms)
      const local = new Date(ms + minutes * 60_000)
      const yearStart = Date.UTC(local.getUTCFullYear(), 0, 1)
      const fields = [
        local.getUTCSeconds(),
        local.getUTCMinutes(),
        local.getUTCHours(),
        local.getUTCDate(),
        local.getUTCMonth(),
        local.getUTCFullYear() - 1900,
        local.getUTCDay(),
        Math.floor((local.getTime() - yearStart) / 86_400_000),
        0,
        minutes * 60,
      ]
      new Int32Array(heap().buffer, address, fields.length).set(fields)
    },
  }
}
