import type { BlockCatalog } from '#shared/block'
import type { FlowDraft, MyBlock, PreviewedBlock, RunNews } from '#shared/contract'
import type { FlowDocument, FlowEdit, Json } from '#shared/flow'
import type { RunSummary } from '#shared/run'

/** Edits that somebody made; `revision` is the draft's after them. */
export type EditBatch = { revision: number; edits: FlowEdit[]; client: string }
export type EditAnswer = {
  revision: number
  missed: EditBatch[]
  skipped: { edit: FlowEdit; why: string }[]
}
type CallOptions = { signal?: AbortSignal }

/** The few operations of the contract that the stores call; the typed client of `link/` has them all. */
export type ModelClient = {
  flows: {
    get(input: { id: string }): PromiseLike<FlowDraft>
    find(input: { words: string[] }): PromiseLike<(string | null)[]>
    edit(input: { id: string; base: number; edits: FlowEdit[]; client: string }): PromiseLike<EditAnswer>
    saveVersion(input: { id: string }): PromiseLike<{ version: number; versionId: string }>
    run(input: { id: string; input?: Json }): PromiseLike<RunSummary>
    watch(input: { id: string; base: number }, options?: CallOptions): PromiseLike<AsyncIterable<EditBatch>>
  }
  myBlocks: { list(): PromiseLike<MyBlock[]> }
  /** names that flows may use here */
  secrets: { names(): PromiseLike<string[]> }
  env: { list(): PromiseLike<{ name: string }[]> }
  runs: {
    get(input: { id: string }): PromiseLike<{ document?: FlowDocument | undefined }>
    preview(
      input: { document: FlowDocument; run?: string },
      options?: CallOptions,
    ): PromiseLike<{ blocks: Record<string, PreviewedBlock> }>
    tryBlock(input: {
      document: FlowDocument
      block: string
      run?: string
      input?: Json
    }): PromiseLike<PreviewedBlock>
    cancel(input: { id: string }): PromiseLike<RunSummary>
    watch(input: { id: string }, options?: CallOptions): PromiseLike<AsyncIterable<RunNews>>
  }
}

/** What the stores need from outside. `app/` hands it in, so that `model/` knows neither port nor blocks. */
export type Environment = {
  client: ModelClient
  catalog: BlockCatalog
  /** names this window among the editors of a flow */
  clientId: string
  /** calls `then` after `ms`; gives back what cancels it */
  after(ms: number, then: () => void): () => void
  /** told each time the connection opens again; gives back what ends it */
  onConnected(listener: () => void): () => void
}

let given: Environment | null = null

/** Called once, before anything is drawn. */
export const provideEnvironment = (environment: Environment): void => {
  given = environment
}

/** @throws Error when nothing was provided: a bug of the start-up order */
export function environment(): Environment {
  if (!given) throw new Error('the model was used before provideEnvironment')
  return given
}
