import type { FileRef } from './block-files.ts'

/** What a flow answers to the call from the web that started it. `file`: its bytes are the body. */
export type WebAnswer = {
  readonly status: number
  /** names in lower case, values without line breaks */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | { readonly file: FileRef } | null
}

/** given: the call has its answer. nobody: no call waits for this run. answered: it had its answer before. */
export type AnswerTaken = 'given' | 'nobody' | 'answered'
