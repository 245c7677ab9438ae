import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDocument, Json } from '#shared/flow'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import type { RunRow } from '../../src-main/runtime/ports.ts'

export const ROOT = join(import.meta.dirname, '..', '..')

/** The composed program as a host has it: SQLite with synchronous=FULL, the store's thread, the standard blocks. */
export type BenchHost = {
  folder: string
  blockloom: Blockloom
  /** a version of the flow, as Run makes one: once, so that a run is measured and not the keeping of its flow */
  version(document: FlowDocument): Promise<BenchFlow>
  close(): Promise<void>
}

export type BenchFlow = {
  /** @returns the run's id */
  start(input?: Json): string
  /** from the order to the end that is on disk. @throws Error when it did not succeed */
  run(input?: Json): Promise<{ ms: number; row: RunRow }>
}

/** @param folder the data folder; one that goes with the host when left out */
export async function openBenchHost(folder?: string): Promise<BenchHost> {
  const own = folder === undefined ? mkdtempSync(join(tmpdir(), 'blockloom-bench-')) : null
  const place = folder ?? (own as string)
  const blockloom = await compose({ folder: place, host: 'serve', root: ROOT })
  const { store, runtime } = blockloom
  return {
    folder: place,
    blockloom,
    async version(document) {
      const versionId = await store.flows.version(document)
      const flowId = document.id ?? versionId
      const start = (input: Json = { n: 1 }) => runtime.start({ flowId, versionId, document, input })
      return {
        start,
        async run(input) {
          const from = performance.now()
          const row = await runtime.ended(start(input))
          const ms = performance.now() - from
          if (row.status !== 'succeeded') throw new Error(`${row.status}: ${row.error?.message}`)
          return { ms, row }
        },
      }
    },
    async close() {
      await blockloom.close()
      if (own) rmSync(own, { recursive: true, force: true })
    },
  }
}
