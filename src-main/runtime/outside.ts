import { memoryStates } from './memory-states.ts'
import type { RunPorts } from './run-ports.ts'
import type { RuntimeParts } from './runtime.ts'
import { NO_SECRETS } from './secrets/no-secrets.ts'

/**
 * What a host brings beside the journal, with what stands for it where it has none: no secrets, no address that can be
 * reached from elsewhere, nobody who listens to events, no call from the web that waits.
 */
export const outsideOf = (
  parts: RuntimeParts,
): Pick<RunPorts, 'states' | 'secrets' | 'askLinks' | 'events' | 'responses'> => ({
  states: parts.states ?? memoryStates(),
  secrets: parts.secrets ?? NO_SECRETS,
  askLinks: parts.askLinks ?? { to: () => undefined },
  events: parts.events ?? { prepare: () => ({ listeners: 0, send() {} }) },
  responses: parts.responses ?? { give: () => 'nobody' },
})
