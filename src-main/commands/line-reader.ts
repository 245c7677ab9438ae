import { createInterface } from 'node:readline'

/** Lines of what a person types or a program pipes in, as they come. */
export type LineReader = {
  /** null: nothing more will come */
  next(): Promise<string | null>
  /** lets go of the stream, so that it keeps no process alive */
  close(): void
}

/** Lines that come before somebody asks for them are kept. */
export function readLines(input: NodeJS.ReadableStream): LineReader {
  const reader = createInterface({ input, terminal: false })
  const lines = reader[Symbol.asyncIterator]()
  return {
    next: async () => {
      const { done, value } = await lines.next()
      return done ? null : value
    },
    close: () => reader.close(),
  }
}
