import { expect } from 'vitest'
import type { Json } from '#shared/flow'
import type { HoldingServer } from '../../support/holding-server.ts'
import { isDone, type RunOnDisk, runOnDisk } from '../../support/run-on-disk.ts'
import type { ServedBlockloom } from '../../support/served-blockloom.ts'
import type { KilledFlow } from './killed-flow.ts'

export type Word = 'retry' | 'skip' | 'give'
export const WORDS: readonly Word[] = ['retry', 'give', 'skip']
const GIVEN = 'by hand'

type Asked = { pointer: number; block: string; path: string }
/** How often the world outside was asked, by the keys of steps. */
type Counts = ReadonlyMap<string, number>
/** What a dead program left of a run, and what the world outside knew by then. */
export type Left = RunOnDisk & { counts: Counts }

/**
 * Runs of a program that is killed again and again, beside the world outside with its log. What it checks after
 * each death: nothing that was done is done again; nothing is done that the disk does not know of; what may not be
 * done twice is done twice only where somebody said so; every request bears the key of a step of the flow.
 */
export class KilledRuns {
  readonly #blockloom: ServedBlockloom
  readonly #outside: HoldingServer

  constructor(blockloom: ServedBlockloom, outside: HoldingServer) {
    this.#blockloom = blockloom
    this.#outside = outside
  }

  /** Orders a run and lets it through its gate. */
  async start({ document, block, attempt }: KilledFlow): Promise<string> {
    const gate = gateOf(document.blocks)
    this.#outside.hold(gate)
    if (attempt > 1) this.#outside.answers(`/${block}`, { status: 503 }, { status: 200 })
    const id = await this.#blockloom.run(document)
    await this.#outside.until(gate)
    this.#outside.release(gate)
    return id
  }

  /** Requests of a flow, which is run once; what only looks has no key there and is given that of its step. */
  #counts(id: string, { document }: KilledFlow): Counts {
    const counts = new Map<string, number>()
    const paths = new Set(document.blocks.map((block) => `/${block.id}`))
    for (const { path, key = `${id}:${path.slice(1)}::0` } of this.#outside.asked)
      if (paths.has(path)) counts.set(key, (counts.get(key) ?? 0) + 1)
    return counts
  }

  /** What the dead program left, held against the log. @param before what the one before it had left */
  async left(id: string, flow: KilledFlow, before?: Left): Promise<Left> {
    const disk = await runOnDisk(this.#blockloom.home, id, flow.document)
    if (!disk) throw new Error(`run ${id} was lost`)
    const counts = this.#counts(id, flow)
    for (const [key, count] of counts) {
      const was = before?.counts.get(key) ?? 0
      expect(flow.keys(id)).toContain(key)
      expect(count - was, `${key} in one life`).toBeLessThanOrEqual(before ? 1 : flow.attempt)
      if (before && isDone(before, key)) expect(count, `${key} was done already`).toBe(was)
      if (key === gateKey(id, flow)) continue
      expect(count, `${key} is on disk before it is done`).toBeLessThanOrEqual(disk.starts.get(key) ?? 0)
      const explained =
        (disk.results.get(key) ?? 0) + (disk.open.has(key) ? 1 : 0) + (disk.retries.get(key) ?? 0)
      if (!flow.isSafe(key)) expect(count, `${key} without a word`).toBeLessThanOrEqual(explained)
    }
    return { ...disk, counts }
  }

  /**
   * The next program takes the run up and comes to its end, asking about just those steps of which nobody can know.
   * @param left what the dead one had left @returns what it asked about
   */
  async endsRight(id: string, flow: KilledFlow, left: Left, word: Word) {
    const unknown = [...left.underWay].filter((key) => !flow.isSafe(key))
    const asked = await this.#answerAll(id, word)
    expect(asked).toEqual(unknown)
    const run = await this.#blockloom.rest(id)
    expect(run).toMatchObject({ status: 'succeeded', output: lastPath(flow) })
    const counts = this.#counts(id, flow)
    expect([...counts.keys()].sort()).toEqual(
      flow
        .keys(id)
        .filter((key) => counts.has(key) || !asked.includes(key))
        .sort(),
    )
    for (const key of flow.keys(id)) {
      const before = left.counts.get(key) ?? 0
      const more = isDone(left, key) || (asked.includes(key) && word !== 'retry') ? 0 : 1
      expect(counts.get(key) ?? 0, `${key} in the end`).toBe(before + more)
    }
    this.#sentOn(id, flow, word === 'retry' ? [] : asked, word)
    return asked
  }

  async #answerAll(id: string, word: Word): Promise<string[]> {
    const keys: string[] = []
    while ((await this.#blockloom.rest(id)).status === 'interrupted') {
      const { json } = await this.#blockloom.call<Asked[]>(`/runs/${id}/asked`)
      const { pointer, block, path } = json[0] as Asked
      keys.push(`${id}:${block}:${path}:0`)
      expect((await this.answer(id, word, pointer)).status).toBe(200)
    }
    return keys
  }

  answer(id: string, word: Word, pointer?: number) {
    const value = word === 'give' ? { value: { body: { time: GIVEN } } } : {}
    return this.#blockloom.call(`/runs/${id}/resume`, { body: { do: word, pointer, ...value } })
  }

  /** The last step sent on what the steps before it gave, those that were cut off too: their newest answer. */
  #sentOn(id: string, flow: KilledFlow, byHand: readonly string[], word: Word): void {
    const { body } = this.#outside.asked.findLast(({ path }) => path === lastPath(flow)) ?? {}
    const sent = [JSON.parse(body ?? 'null') as Json].flat().map(timeIn)
    const should = flow.sent(id).map((key) => {
      if (!byHand.includes(key)) return this.#outside.asked.findLastIndex((one) => one.key === key) + 1
      return word === 'give' ? GIVEN : expect.anything()
    })
    expect(sent).toEqual(should)
  }
}

const gateOf = (blocks: KilledFlow['document']['blocks']): string =>
  `/${blocks.find(({ id }) => id.startsWith('gate'))?.id}`
const gateKey = (id: string, { document }: KilledFlow): string =>
  `${id}:${gateOf(document.blocks).slice(1)}::0`
const lastPath = ({ document }: KilledFlow): string =>
  `/${document.blocks.find(({ id }) => id.startsWith('last'))?.id}`
const timeIn = (value: Json): unknown => (value as { body?: { time?: Json } } | null)?.body?.time
