import type { QuickJs, WasmModule } from './wasm-module.ts'

/** The instance cannot go on: there is no room, or something was nested deeper than the stack. */
export class Broken extends Error {
  readonly why: 'memory' | 'depth'
  constructor(why: 'memory' | 'depth') {
    super(`the sandbox ran out of ${why}`)
    this.why = why
  }
}

const SCRATCH_BYTES = 4096
const MAX_ARGS = 128

/**
 * Values on their way into and out of one QuickJS context, by address.
 * Invariants: views of the memory are taken anew after anything that may have let it grow; what `put`
 * makes is freed by `drop`, which knows that undefined, null, true and false are static.
 */
export class ScriptMemory {
  readonly #module: WasmModule
  readonly #js: QuickJs
  readonly #context: number
  readonly #scratch: number
  readonly #argv: number
  readonly #undefined: number
  readonly #null: number
  readonly #true: number
  readonly #false: number
  #words: Int32Array<ArrayBufferLike> = new Int32Array(0)

  constructor(module: WasmModule, js: QuickJs, context: number) {
    this.#module = module
    this.#js = js
    this.#context = context
    this.#scratch = module._malloc(SCRATCH_BYTES)
    this.#argv = module._malloc(MAX_ARGS * 4)
    this.#undefined = js.QTS_GetUndefined()
    this.#null = js.QTS_GetNull()
    this.#true = js.QTS_GetTrue()
    this.#false = js.QTS_GetFalse()
  }

  /** Calls a function of the script; the answer may be an exception. */
  call(fn: number, args: readonly number[]): number {
    if (args.length > MAX_ARGS) throw new Error('too many arguments for the sandbox')
    const { buffer } = this.#module.HEAPU8
    if (this.#words.buffer !== buffer) this.#words = new Int32Array(buffer)
    const first = this.#argv >> 2
    for (let i = 0; i < args.length; i++) this.#words[first + i] = args[i] as number
    return this.#js.QTS_Call(this.#context, fn, this.#undefined, args.length, this.#argv)
  }

  /**
   * Makes a JSON value in the script: scalars directly, the rest as JSON text through `parse`.
   * @param parse a function of the script
   * @throws Broken when there is no room
   */
  put(value: unknown, parse: number): number {
    switch (typeof value) {
      case 'number':
        return this.#js.QTS_NewFloat64(this.#context, value)
      case 'boolean':
        return value ? this.#true : this.#false
      case 'undefined':
        return this.#undefined
      case 'string':
        return isCText(value) ? this.putText(value) : this.#putJson(value, parse)
      default:
        return value === null ? this.#null : this.#putJson(value, parse)
    }
  }

  /** Frees what `put` made of a value. */
  drop(value: unknown, address: number): void {
    if (typeof value === 'boolean' || value === undefined || value === null) return
    this.#js.QTS_FreeValuePointer(this.#context, address)
  }

  putText(text: string): number {
    const address = this.writeCText(text)
    const value = this.#js.QTS_NewString(this.#context, address)
    this.freeCText(address)
    return value
  }

  #putJson(value: unknown, parse: number): number {
    const text = this.putText(JSON.stringify(value))
    const parsed = this.call(parse, [text])
    this.#js.QTS_FreeValuePointer(this.#context, text)
    const error = this.#js.QTS_ResolveException(this.#context, parsed)
    if (error) throw new Broken(this.readText(error).includes('stack overflow') ? 'depth' : 'memory')
    return parsed
  }

  /** The text of any value that is not an exception. */
  readText(value: number): string {
    const address = this.#js.QTS_GetString(this.#context, value)
    if (address === 0) throw new Broken('memory')
    const text = this.#module.UTF8ToString(address)
    this.#js.QTS_FreeCString(this.#context, address)
    return text
  }

  /** Writes a text for C: short ones into the scratch, others into memory of their own. */
  writeCText(text: string): number {
    if (text.length * 3 < SCRATCH_BYTES) {
      this.#writeShort(text)
      return this.#scratch
    }
    const bytes = this.#module.lengthBytesUTF8(text) + 1
    const address = this.#module._malloc(bytes)
    if (address === 0) throw new Broken('memory')
    this.#module.stringToUTF8(text, address, bytes)
    return address
  }

  freeCText(address: number): void {
    if (address !== this.#scratch) this.#module._free(address)
  }

  #writeShort(text: string): void {
    const bytes = this.#module.HEAPU8
    const start = this.#scratch
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code > 127) {
        this.#module.stringToUTF8(text, start, SCRATCH_BYTES)
        return
      }
      bytes[start + i] = code
    }
    bytes[start + text.length] = 0
  }
}

/** C texts end at NUL and cannot hold half a surrogate pair; JSON writes both in plain letters. */
const isCText = (text: string) => !text.includes('\0') && text.isWellFormed()
