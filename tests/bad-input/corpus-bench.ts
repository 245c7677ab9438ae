// The real engine on the files of tests/corpus: what each reader makes of each, whole or cut short.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { catalog } from '#blocks/catalog'
import type { AppErrorShape } from '#shared/error'
import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import { openFlowRunner } from '../support/run-flow.ts'

/** One block after the other: type and config. */
export type Steps = readonly (readonly [type: string, config: JsonObject])[]
export type Came = { value: Json | undefined } | { error: AppErrorShape }
export type CorpusBench = {
  /** puts a file into the home folder, then runs these */
  read(name: string, bytes: Uint8Array, steps: Steps, input?: Json): Promise<Came>
  home(...way: string[]): string
  close(): Promise<void>
}
/** What a file of the corpus comes to. `says` stands in the message; `value` is what a good one gives. */
export type Expected = { code?: string; line?: number; column?: number; says?: string; value?: Json }

const CORPUS = join(import.meta.dirname, '..', 'corpus')

export const expectedOf = (kind: string): [name: string, expected: Expected][] =>
  Object.entries(JSON.parse(readFileSync(join(CORPUS, kind, 'expected.json'), 'utf8')))

export const filesOf = (kind: string): string[] =>
  readdirSync(join(CORPUS, kind)).filter((name) => name !== 'expected.json')

export const bytesOf = (kind: string, name: string): Uint8Array => readFileSync(join(CORPUS, kind, name))

/** The beginnings of a file, cut at so many places or at each of its bytes. */
export function cutsOf(bytes: Uint8Array, places = 20): Uint8Array[] {
  const ends = new Set(Array.from({ length: places }, (_, i) => Math.floor((bytes.length * i) / places)))
  return [...ends].map((end) => bytes.subarray(0, end))
}

export async function openCorpusBench(): Promise<CorpusBench> {
  const place = mkdtempSync(join(tmpdir(), 'blockloom-corpus-'))
  const home = (...way: string[]) => join(place, 'home', ...way)
  const runner = await openFlowRunner(home())
  return {
    home,
    async read(name, bytes, steps, input = null) {
      rmSync(home(), { recursive: true, force: true })
      mkdirSync(home())
      writeFileSync(home(name), bytes)
      const { status, output, error } = await runner.run(flowOf(steps), { input })
      if (status === 'succeeded') return { value: output }
      expect(status).toBe('failed')
      // nothing is left behind of what did not come to its end
      expect(readdirSync(home())).toEqual([name])
      return { error: error as AppErrorShape }
    },
    async close() {
      await runner.close()
      rmSync(place, { recursive: true, force: true })
    },
  }
}

/** A person can do something about it: what happened, where, what to do; and it is no fault of the block. */
export function expectPlain(error: AppErrorShape, what: string): void {
  expect(error.code, what).toMatch(/^(data|files|config|value|sqlite)\.[a-z-]+$/)
  expect(error.message, what).toMatch(/[.!?"]$/)
  expect(error.fix, what).toMatch(/[.!?]$/)
}

/** Where in a text it is wrong. */
export const placeIn = ({ details }: AppErrorShape): { line: unknown; column: unknown } => ({
  line: details?.line,
  column: details?.column,
})

function flowOf(steps: Steps): FlowDocument {
  const all = [['start/manual', {}] as const, ...steps]
  return {
    format: 1,
    name: 'Corpus',
    blocks: all.map(([type, config], i) => ({
      id: `b${i}`,
      type,
      version: catalog.get(type)?.version ?? 1,
      name: `Block ${i}`,
      config,
    })),
    links: steps.map((_, i) => ({ from: `b${i}`, out: 'next', to: `b${i + 1}` })),
  }
}
