import type { Problem } from '#shared/error'
import type { FlowDocument } from '#shared/flow'

/** Warnings about webhooks that anybody may call. */
export const openWebhooks = ({ blocks }: FlowDocument): Problem[] =>
  blocks
    .filter(
      ({ type, options, config }) => type === 'start/webhook' && !options?.disabled && isOpen(config.auth),
    )
    .map(({ id }) => ({
      code: 'webhook.open',
      severity: 'warning',
      message: 'Anybody who reaches this address can start the flow.',
      fix: 'Choose under "Who may call" how callers are known, such as a token.',
      block: id,
      path: 'config.auth',
    }))

/** What is evaluated may be anything. */
const isOpen = (auth: unknown): boolean => {
  if (auth === undefined || auth === null) return true
  return typeof auth === 'object' && (!('kind' in auth) || auth.kind === 'none' || auth.kind === '')
}
