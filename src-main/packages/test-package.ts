/**
 * Holds a package to its contract: what it declares, its examples, values at the edges of its fields, being stopped,
 * and a time that is up. What touches the world is run only where an example says what must come out.
 */
import {
  type BlockDeclaration,
  type BlockExample,
  effectOf,
  finishConfig,
  sayValue,
  withDefaults,
} from '#shared/block'
import { AppError } from '#shared/error'
import { compileConfig, type Evaluator } from '#shared/expression'
import { type Json, type JsonObject, sameJson } from '#shared/flow'
import type { PackageManifest } from '#shared/package'
import type { WorkerPool } from '../workers/worker-pool.ts'
import type { CallListener, WorkerProgram, WorkerResult } from '../workers/worker-program.ts'
import { describePackage } from './describe-package.ts'
import { edgeConfigs } from './edge-configs.ts'
import { packageProgram } from './package-program.ts'

/** One thing that was tried. `note`: it is good, and still worth knowing. */
export type PackageCheck = {
  readonly what: string
  readonly ok: boolean
  readonly why?: string
  readonly note?: string
}
export type BlockReport = {
  readonly type: string
  readonly title: string
  readonly checks: readonly PackageCheck[]
}
export type PackageReport = {
  readonly name: string
  readonly version: string
  readonly passed: number
  readonly failed: number
  readonly blocks: readonly BlockReport[]
}

export type TestParts = { readonly pool: WorkerPool; readonly evaluator: Evaluator; now(): number }

/** ms that one try may take */
const PATIENCE = 20_000
/** ms after which a try of the deadline is over */
const SHORT = 300

/** @throws AppError where the package cannot be tried at all: `package.cannot-start`, `package.bad-declaration`, ... */
export async function testPackage(
  manifest: PackageManifest,
  folder: string,
  parts: TestParts,
): Promise<PackageReport> {
  const program = packageProgram(manifest, folder, 'test')
  const { declarations } = await describePackage(manifest, folder, program, parts.pool)
  const blocks: BlockReport[] = []
  for (const declaration of declarations)
    blocks.push(await new BlockTest(declaration, program, parts).report())
  const checks = blocks.flatMap((block) => block.checks)
  const failed = checks.filter(({ ok }) => !ok).length
  return { name: manifest.name, version: manifest.version, passed: checks.length - failed, failed, blocks }
}

type Ended = { out: string; value: Json } | { error: AppError }

class BlockTest {
  readonly #declaration: BlockDeclaration
  readonly #program: WorkerProgram
  readonly #parts: TestParts
  #calls = 0

  constructor(declaration: BlockDeclaration, program: WorkerProgram, parts: TestParts) {
    this.#declaration = declaration
    this.#program = program
    this.#parts = parts
  }

  async report(): Promise<BlockReport> {
    const { type, title, examples } = this.#declaration
    const shown = examples.filter(({ output }) => output !== undefined)
    const checks: PackageCheck[] = [{ what: 'declaration', ok: true }]
    if (shown.length === 0)
      checks.push({
        what: 'examples',
        ok: false,
        why: 'No example says what comes out: give at least one an output.',
      })
    for (const example of shown) checks.push(await this.#example(example))
    const base = shown[0]
    if (base) {
      checks.push(await this.#edges(base))
      checks.push(await this.#stopped(base))
      checks.push(await this.#timeUp(base))
    }
    return { type, title, checks }
  }

  async #example(example: BlockExample): Promise<PackageCheck> {
    const what = `example ${JSON.stringify(example.config).slice(0, 60)}`
    const ended = await this.#run(example.config, example.input)
    if ('error' in ended) return { what, ok: false, why: said(ended.error) }
    if (!Object.hasOwn(this.#declaration.outputs, ended.out))
      return { what, ok: false, why: `It left by "${ended.out}", which is not one of its outputs.` }
    if (sameJson(ended.value, example.output as Json)) return { what, ok: true }
    return {
      what,
      ok: false,
      why: `It gave ${shortJson(ended.value)} and not ${shortJson(example.output as Json)}.`,
    }
  }

  /** Values that the fields allow and nobody thinks of: the block may refuse them, in words, and may not break. */
  async #edges(base: BlockExample): Promise<PackageCheck> {
    const what = 'unusual config'
    if (effectOf(this.#declaration, withDefaults(this.#declaration, base.config)) !== 'pure')
      return { what, ok: true, note: 'Not tried: the block touches the world.' }
    const wrong: string[] = []
    const configs = edgeConfigs(this.#declaration, base.config)
    for (const { config, says } of configs) {
      const ended = await this.#run(config, base.input)
      if ('error' in ended && isBreak(ended.error)) wrong.push(`With ${says}: ${said(ended.error)}`)
    }
    return wrong.length === 0
      ? { what: `${what}, ${configs.length} tried`, ok: true }
      : { what, ok: false, why: wrong.slice(0, 3).join(' ') }
  }

  /** A run that is stopped in the middle leaves a worker that works, or is replaced by one. */
  async #stopped(base: BlockExample): Promise<PackageCheck> {
    const stop = new AbortController()
    const going = this.#run(base.config, base.input, { signal: stop.signal })
    setTimeout(() => stop.abort(new AppError({ code: 'run.cancelled', message: 'It was stopped.' })), 5)
    await going
    return this.#goesOn(
      'being stopped',
      base,
      'It did not stop by itself and was ended: look at ctx.signal in long work.',
    )
  }

  async #timeUp(base: BlockExample): Promise<PackageCheck> {
    await this.#run(base.config, base.input, { deadline: this.#parts.now() + SHORT })
    return this.#goesOn('the deadline', base, 'It was not done in time and was ended.')
  }

  async #goesOn(what: string, { config, input }: BlockExample, note: string): Promise<PackageCheck> {
    const before = this.#pids()
    const ended = await this.#run(config, input)
    if ('error' in ended) return { what, ok: false, why: `Afterwards: ${said(ended.error)}` }
    const same = before.length === 0 || this.#pids().some((pid) => before.includes(pid))
    return { what, ok: true, ...(!same && { note }) }
  }

  #pids(): number[] {
    const mine = this.#parts.pool.workers().filter(({ program }) => program === this.#program.name)
    return mine.flatMap(({ pid }) => (pid === undefined ? [] : [pid]))
  }

  async #run(
    config: JsonObject,
    input: Json,
    { signal = new AbortController().signal, deadline = this.#parts.now() + PATIENCE } = {},
  ): Promise<Ended> {
    const { type, version } = this.#declaration
    const listener: CallListener = { signal, log: () => {}, progress: () => {} }
    const call = {
      ...{ block: this.#declaration.title, type, version, input, deadline, again: true },
      key: `test:${++this.#calls}`,
    }
    try {
      const finished = await this.#finished(config, input)
      const { out, value }: WorkerResult = await this.#parts.pool.run(
        this.#program,
        { ...call, config: finished },
        listener,
      )
      return { out, value }
    } catch (error) {
      if (error instanceof AppError) return { error }
      throw error
    }
  }

  /** As the engine makes it: defaults, expressions, kinds. */
  async #finished(config: JsonObject, input: Json): Promise<JsonObject> {
    const { evaluator, now } = this.#parts
    const full = withDefaults(this.#declaration, config)
    const fields = Object.entries(this.#declaration.fields)
    const raw = new Set(fields.filter(([, field]) => field.raw).map(([key]) => key))
    const compiled = compileConfig(full, raw)
    if (compiled.kind === 'constant') return finishConfig(this.#declaration, compiled.value as JsonObject)
    await evaluator.ready()
    const scope = {
      root: (name: string) => (name === 'input' ? input : undefined),
      ...{ now, random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000', zone: 'UTC' },
    }
    return finishConfig(this.#declaration, evaluator.evaluateConfig(full, scope, { raw }) as JsonObject)
  }
}

/** What is the block's own mistake, whatever it was given. */
const isBreak = ({ code }: AppError): boolean =>
  code.startsWith('worker.') || code.startsWith('block.') || code.startsWith('value.')
const said = ({ message, fix }: AppError): string => (fix ? `${message} ${fix}` : message)
const shortJson = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > 200 ? sayValue(value) : text
}
