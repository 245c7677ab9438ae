import {
  type Block,
  type BlockOptions,
  DEFAULT_SETTINGS,
  type FlowDocument,
  type FlowSettings,
  type RetryOptions,
} from './document.ts'

/** What stands where a block's `options.retry` leaves a key out: no retry at all. */
export const DEFAULT_RETRY: RetryOptions = {
  times: 0,
  wait: '1s',
  backoff: 'exponential',
  max: '1m',
  jitter: true,
}

/** How long a deleted flow can be brought back, in days. */
export const DELETED_KEPT_DAYS = 30

/** The settings of a flow with every default filled in. The document itself stays as it was written. */
export const settingsOf = (document: FlowDocument): FlowSettings => ({
  ...DEFAULT_SETTINGS,
  ...document.settings,
})

/** The options of a block with every default filled in; `timeout` depends on the type and may be absent. */
export const optionsOf = (
  block: Block,
): BlockOptions & { retry: RetryOptions; onError: 'stop' | 'continue' | 'branch'; disabled: boolean } => ({
  ...block.options,
  retry: { ...DEFAULT_RETRY, ...block.options?.retry },
  onError: block.options?.onError ?? 'stop',
  disabled: block.options?.disabled ?? false,
})
