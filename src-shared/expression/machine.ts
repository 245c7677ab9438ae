import { SANDBOX_PRELUDE } from './sandbox-prelude.ts'
import { Broken, ScriptMemory } from './script-memory.ts'
import type { LoadedWasm, QuickJs, WasmModule } from './wasm-module.ts'

/** What the sandbox may ask of the host, in the order in which the prelude takes it. */
export type HostFunctions = readonly ((...args: string[]) => string | number)[]

export type MachineOptions = {
  memoryBytes: number
  hosts: HostFunctions
  /** asked now and then while script runs */
  isLate(): boolean
}

/** What came out of a call. After `broken`, the machine must be renewed. */
export type Outcome =
  | { kind: 'value'; value: unknown }
  | { kind: 'refused'; what: string; at: string }
  | { kind: 'thrown'; name: string; message: string }
  | { kind: 'broken'; why: 'time' | 'memory' | 'depth' }

/** A compiled function in the sandbox, by address; void once the machine is renewed. */
export type Compiled = number

/** Room for about 600 nested calls, and mostly less than the host's own stack. */
const STACK_BYTES = 128 * 1024

/**
 * QuickJS by its C functions: a call with scalars costs well under a microsecond, since nothing is wrapped.
 *
 * Invariant: every value made here is freed here, or goes with the whole instance.
 */
export class Machine {
  readonly #loaded: LoadedWasm
  readonly #module: WasmModule
  readonly #options: MachineOptions
  #js!: QuickJs
  #memory!: ScriptMemory
  #runtime = 0
  #context = 0
  #late = false
  #give = 0
  #parse = 0
  #quote = 0
  #explain = 0

  constructor(loaded: LoadedWasm, options: MachineOptions) {
    this.#loaded = loaded
    this.#module = loaded.module
    this.#options = options
    this.renew()
  }

  /** Bytes of memory held, used or not; they are given back only with the machine. */
  get heldBytes(): number {
    return this.#module.HEAPU8.length
  }

  /** Throws the instance away, with everything compiled in it, and starts a clean one. */
  renew(): void {
    const js = this.#loaded.renew()
    this.#js = js
    this.#module.callbacks = {
      callFunction: (_, _context, _self, argc, argv, id) => this.#callHost(argc, argv, id),
      shouldInterrupt: () => {
        this.#late = this.#options.isLate()
        return this.#late ? 1 : 0
      },
      freeHostRef: () => {},
    }
    this.#runtime = js.QTS_NewRuntime()
    js.QTS_RuntimeSetMaxStackSize(this.#runtime, STACK_BYTES)
    this.#context = js.QTS_NewContext(this.#runtime, 0)
    this.#memory = new ScriptMemory(this.#module, js, this.#context)
    this.#furnish()
    js.QTS_RuntimeSetMemoryLimit(this.#runtime, this.#options.memoryBytes)
    js.QTS_RuntimeEnableInterruptHandler(this.#runtime)
  }

  #furnish(): void {
    const js = this.#js
    const hosts = this.#options.hosts.map((_, id) =>
      js.QTS_NewFunction(this.#context, 'host', 0, false, id + 1),
    )
    const made = this.#memory.call(this.compile(SANDBOX_PRELUDE), hosts)
    const error = js.QTS_ResolveException(this.#context, made)
    if (error) throw new Error(`the sandbox cannot be furnished: ${this.#memory.readText(error)}`)
    const member = (index: number) => js.QTS_GetPropNumber(this.#context, made, index)
    this.#give = member(0)
    this.#parse = member(1)
    this.#quote = member(2)
    this.#explain = member(3)
  }

  /**
   * Compiles the source of a function.
   * @throws SyntaxError
   */
  compile(source: string): Compiled {
    const js = this.#js
    const text = this.#memory.writeCText(source)
    const bytes = this.#module.lengthBytesUTF8(source)
    const made = js.QTS_Eval(this.#context, text, bytes, 'expression', 0, 0)
    this.#memory.freeCText(text)
    const error = js.QTS_ResolveException(this.#context, made)
    if (!error) return made
    js.QTS_FreeValuePointer(this.#context, made)
    const message = this.#memory.readText(error)
    js.QTS_FreeValuePointer(this.#context, error)
    throw new SyntaxError(message)
  }

  free(compiled: Compiled): void {
    this.#js.QTS_FreeValuePointer(this.#context, compiled)
  }

  /** Whether promises wait for a turn that never comes: they would pile up. */
  hasJobs(): boolean {
    return this.#js.QTS_IsJobPending(this.#runtime) !== 0
  }

  /** Calls a compiled function with `give` and JSON values. */
  call(compiled: Compiled, values: readonly unknown[]): Outcome {
    this.#late = false
    const args: number[] = [this.#give]
    for (const value of values) args.push(this.#memory.put(value, this.#parse))
    const result = this.#memory.call(compiled, args)
    for (let i = 0; i < values.length; i++) this.#memory.drop(values[i], args[i + 1] as number)
    const error = this.#js.QTS_ResolveException(this.#context, result)
    const outcome = error ? this.#failure(error) : this.#outcome(result)
    this.#js.QTS_FreeValuePointer(this.#context, result)
    return outcome
  }

  #outcome(result: number): Outcome {
    const number = this.#js.QTS_GetFloat64(this.#context, result)
    // every text is NaN to this question
    if (!Number.isNaN(number)) return { kind: 'value', value: number }
    const text = this.#memory.readText(result)
    if (text[0] === 'x') {
      const [what = '', at = ''] = text.slice(1).split('\n')
      return { kind: 'refused', what, at }
    }
    return { kind: 'value', value: this.#valueOf(text, result) }
  }

  #valueOf(text: string, result: number): unknown {
    switch (text[0]) {
      case 's':
        return this.#wholeText(text, result)
      case 'j':
        return JSON.parse(text.slice(1))
      case 't':
        return true
      case 'f':
        return false
      case 'n':
        return null
      case 'u':
        return undefined
      default:
        throw new Error('the sandbox answered with an unknown kind of value')
    }
  }

  /** A text that C cannot carry is fetched again, as JSON. */
  #wholeText(text: string, result: number): string {
    if (text.endsWith('\x01') && !text.includes('\uFFFD')) return text.slice(1, -1)
    const quoted = this.#memory.call(this.#quote, [result])
    if (this.#js.QTS_ResolveException(this.#context, quoted)) throw new Broken('memory')
    const whole = JSON.parse(this.#memory.readText(quoted)) as string
    this.#js.QTS_FreeValuePointer(this.#context, quoted)
    return whole
  }

  #failure(error: number): Outcome {
    if (this.#late) return { kind: 'broken', why: 'time' }
    const explained = this.#memory.call(this.#explain, [error])
    if (this.#js.QTS_ResolveException(this.#context, explained))
      return { kind: 'broken', why: this.#late ? 'time' : 'memory' }
    const [name = '', message = ''] = JSON.parse(this.#memory.readText(explained)) as string[]
    this.#js.QTS_FreeValuePointer(this.#context, error)
    this.#js.QTS_FreeValuePointer(this.#context, explained)
    if (name === 'InternalError' && message === 'out of memory') return { kind: 'broken', why: 'memory' }
    // where there is no room for an error either, it is null that is thrown
    if (name === '' && message === 'null' && this.heldBytes > 0.9 * this.#options.memoryBytes)
      return { kind: 'broken', why: 'memory' }
    if (name !== 'Error' && message === 'stack overflow') return { kind: 'broken', why: 'depth' }
    return { kind: 'thrown', name, message }
  }

  /** Answers `=` and a text, a number, or `!` and what went wrong; it must not throw through the script. */
  #callHost(argc: number, argv: number, id: number): number {
    try {
      const args: string[] = []
      for (let i = 0; i < argc; i++)
        args.push(this.#memory.readText(this.#js.QTS_ArgvGetJSValueConstPointer(argv, i)))
      const answer = this.#options.hosts[id - 1]?.(...args)
      return typeof answer === 'number'
        ? this.#js.QTS_NewFloat64(this.#context, answer)
        : this.#memory.putText(`=${answer}`)
    } catch (error) {
      return this.#memory.putText(`!${(error as Error).message}`)
    }
  }
}
