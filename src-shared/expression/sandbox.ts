import type { AppError } from '#shared/error'
import { refusal, thrown, tooLong, tooMuch, unreadable } from './failure-words.ts'
import { type Compiled, type HostFunctions, Machine, type Outcome } from './machine.ts'
import { pruneRoot, readParam, UNSURE } from './path-reading.ts'
import type { ExpressionScope, Value } from './scope.ts'
import { Broken } from './script-memory.ts'
import type { Expression } from './template.ts'
import { type CompiledWasm, compileWasm, loadWasm } from './wasm-module.ts'

export type SandboxOptions = {
  loadWasm: () => Promise<ArrayBuffer | Uint8Array | CompiledWasm>
  memoryBytes: number
  timeMs: number
  /** milliseconds that never go back: of processor time where it can be had, else of the clock */
  deadline: () => number
}

/** Compiled functions kept; the one made first goes first. */
const KEPT = 4000
/** A machine that holds more than this after it broke is replaced, since WebAssembly gives nothing back. */
const TOO_LARGE = 40 * 1024 * 1024

type Dates = typeof import('./dates.ts')

/**
 * Runs expressions in QuickJS. One evaluation at a time, each with its own scope; what it does to values
 * stays inside, what breaks the instance costs it its instance.
 */
export class Sandbox {
  readonly #options: SandboxOptions
  readonly #compiled = new Map<string, Compiled>()
  #opening: Promise<void> | null = null
  #machine: Machine | null = null
  #dates!: Dates
  #wasm!: CompiledWasm
  #scope: ExpressionScope | null = null
  /** when the clock was last read in this evaluation; short ones end before it ever is */
  #lookedAt: number | null = null
  #spentMs = 0
  #closed = false

  constructor(options: SandboxOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#machine !== null
  }

  /** Loads what is needed, once; after a failure it can be tried again. */
  open(): Promise<void> {
    this.#opening ??= this.#open().catch((error) => {
      this.#opening = null
      throw error
    })
    return this.#opening
  }

  async #open(): Promise<void> {
    const [wasm, dates] = await Promise.all([this.#options.loadWasm(), import('./dates.ts')])
    this.#dates = dates
    this.#wasm = await compileWasm(wasm)
    const machine = await this.#newMachine()
    if (!this.#closed) this.#machine = machine
  }

  async #newMachine(): Promise<Machine> {
    const { memoryBytes } = this.#options
    const clock = {
      now: () => this.#scope?.now() ?? 0,
      offset: (ms: number) => this.#dates.zoneOf(this.#scope?.zone ?? 'utc').offset(ms),
    }
    const loaded = await loadWasm(this.#wasm, clock, memoryBytes)
    const machine = new Machine(loaded, { memoryBytes, hosts: this.#hosts(), isLate: () => this.#isLate() })
    this.#checkClock(machine)
    return machine
  }

  /** The clock is put in by names that belong to one version of the package: a replay depends on it. */
  #checkClock(machine: Machine): void {
    const before = this.#scope
    const zero = { root: () => undefined, random: () => 0, uuid: () => '' }
    this.#scope = { ...zero, now: () => 1_000_000, zone: 'UTC+1' }
    const code = '(function(give){const now=new Date;return give(+now+now.getTimezoneOffset())})'
    const outcome = machine.call(machine.compile(code), [])
    this.#scope = before
    if (outcome.kind !== 'value' || outcome.value !== 1_000_000 - 60)
      throw new Error("the sandbox does not follow the step's clock")
  }

  #hosts(): HostFunctions {
    const scope = () => this.#scope as ExpressionScope
    const { formatDate, parseDate, addTime } = this.#dates
    return [
      () => scope().random(),
      () => scope().uuid(),
      (date = '', pattern = '', zone = '') => formatDate(momentOf(date), pattern, zone, scope().zone),
      (text = '', pattern = '') => parseDate(text, pattern, scope().zone),
      (date = '', time = '') => addTime(momentOf(date), time, scope().zone),
    ]
  }

  /**
   * Adds up the time between looks. One long pause counts for little: more likely the machine was busy
   * elsewhere, and a short expression must not fail for that.
   */
  #isLate(): boolean {
    const now = this.#options.deadline()
    if (this.#lookedAt !== null) this.#spentMs += Math.min(now - this.#lookedAt, this.#options.timeMs / 5)
    this.#lookedAt = now
    return this.#spentMs > this.#options.timeMs
  }

  /**
   * @throws AppError `expression.failed`, `.timeout`, `.memory`, `.not-json`
   * @throws Error when the sandbox is not open yet
   */
  evaluate(expression: Expression, scope: ExpressionScope): Value {
    const machine = this.#machine
    if (!machine) throw new Error('an expression needs the sandbox before it is ready: await ready() first')
    this.#scope = scope
    this.#lookedAt = null
    this.#spentMs = 0
    try {
      const outcome = this.#run(machine, expression, scope)
      if (outcome.kind !== 'broken' && machine.hasJobs()) this.#renew(machine)
      if (outcome.kind === 'value') return outcome.value
      throw this.#problem(machine, outcome, expression, scope)
    } finally {
      this.#scope = null
    }
  }

  #run(machine: Machine, expression: Expression, scope: ExpressionScope): Outcome {
    try {
      const { short, long } = expression.plan
      if (short) {
        const values = short.params.map((param) => readParam(scope, param))
        if (!values.includes(UNSURE)) return machine.call(this.#compile(machine, short.code), values)
      }
      const values = long.roots.map(({ name, paths }) => pruneRoot(scope.root(name), paths))
      return machine.call(this.#compile(machine, long.code), values)
    } catch (error) {
      if (error instanceof Broken) return { kind: 'broken', why: error.why }
      // the host's own stack or memory gave way in the middle of a call
      if (error instanceof RangeError) return { kind: 'broken', why: 'depth' }
      if ((error as Error).name === 'RuntimeError') return { kind: 'broken', why: 'memory' }
      if (error instanceof SyntaxError) throw unreadable(expression, error)
      throw error
    }
  }

  #compile(machine: Machine, code: string): Compiled {
    const known = this.#compiled.get(code)
    if (known !== undefined) return known
    const made = machine.compile(code)
    if (this.#compiled.size >= KEPT) {
      const [oldest, address] = this.#compiled.entries().next().value as [string, Compiled]
      machine.free(address)
      this.#compiled.delete(oldest)
    }
    this.#compiled.set(code, made)
    return made
  }

  #problem(machine: Machine, outcome: Outcome, expression: Expression, scope: ExpressionScope): AppError {
    if (outcome.kind === 'refused') return refusal(expression, outcome)
    if (outcome.kind === 'thrown') return thrown(expression, outcome, scope)
    if (outcome.kind !== 'broken') throw new Error('not a problem')
    this.#renew(machine)
    if (outcome.why === 'time') return tooLong(expression, this.#options.timeMs)
    return tooMuch(expression, outcome.why, this.#options.memoryBytes)
  }

  #renew(machine: Machine): void {
    this.#compiled.clear()
    machine.renew()
    if (machine.heldBytes > TOO_LARGE) void this.#replace(machine)
  }

  /** A smaller machine takes over when it is there; until then the large one serves. */
  async #replace(machine: Machine): Promise<void> {
    try {
      const next = await this.#newMachine()
      if (this.#machine !== machine) return
      this.#compiled.clear()
      this.#machine = next
    } catch {
      // the renewed machine goes on as it is
    }
  }

  close(): void {
    this.#closed = true
    this.#machine = null
    this.#compiled.clear()
  }
}

const momentOf = (text: string): number | string =>
  text.startsWith('#') ? Number(text.slice(1)) : text.slice(1)
