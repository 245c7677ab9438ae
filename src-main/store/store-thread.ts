/**
 * The store's thread: reads and searches for people and check-points, each on a connection of its own, so that neither
 * holds the thread that runs flows. It is started by thread-link.ts; workerData is the database's path.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { writeBackup } from './backup.ts'
import { emptyLog, type LogFile } from './checkpoint.ts'
import { openReader, openSecondWriter } from './database.ts'
import { type SearchOrder, searchRuns } from './run-search.ts'

export type ThreadOrder =
  | { id: number; do: 'read'; sql: string; parameters: readonly unknown[] }
  | { id: number; do: 'search'; order: SearchOrder }
  | { id: number; do: 'checkpoint'; file: LogFile }
  | { id: number; do: 'back-up'; to: string }
  | { id: number; do: 'close' }
export type ThreadAnswer =
  | { id: number; rows: unknown[] }
  | { id: number; error: { message: string; code?: string } }

let reader: Database.Database | undefined
let writer: Database.Database | undefined

function obey(order: ThreadOrder): unknown[] {
  switch (order.do) {
    case 'read':
      reader ??= openReader(workerData as string)
      return reader.prepare(order.sql).all(...order.parameters)
    case 'search':
      reader ??= openReader(workerData as string)
      return [searchRuns(reader, order.order)]
    case 'checkpoint':
      writer ??= openSecondWriter(workerData as string)
      emptyLog(writer, order.file)
      return []
    case 'back-up':
      reader ??= openReader(workerData as string)
      writeBackup(reader, order.to)
      return []
    case 'close':
      reader?.close()
      writer?.close()
      parentPort?.close()
      return []
  }
}

parentPort?.on('message', (order: ThreadOrder) => {
  try {
    parentPort?.postMessage({ id: order.id, rows: obey(order) } satisfies ThreadAnswer)
  } catch (cause) {
    const { message, code } = cause as Error & { code?: string }
    parentPort?.postMessage({ id: order.id, error: { message, code } } satisfies ThreadAnswer)
  }
})
