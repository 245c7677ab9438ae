import { type FindFlow, isList, noSuchFlow } from '#shared/block'
import type { Json } from '#shared/flow'
import type { RunRow } from '../../runtime/ports.ts'
import type { Hat, TriggerKind } from '../trigger-runner.ts'

const TYPE = 'start/flow-failed'

/**
 * Fires when a run of another flow has failed for good: what its trigger tries once more has not. A run that a
 * failure started fires none of these, whatever its flow: two flows that look after each other's failures would go
 * on for ever.
 */
export const flowFailed = (find: FindFlow): TriggerKind => ({
  type: TYPE,
  make(host) {
    const armed = new Set<Hat>()
    const leave = host.onEnd((run, again) => {
      if (run.status !== 'failed' || again || run.trigger.type === TYPE) return
      for (const hat of armed) if (isAbout(hat, run)) host.fire(hat, { value: reportOf(run) })
    })
    const isAbout = (hat: Hat, { flowId, flowName }: RunRow): boolean => {
      if (hat.flowId === flowId) return false
      const flows = namedBy(hat)
      return flows.length === 0 || flows.some((named) => named === flowId || named === flowName)
    }
    const namedBy = (hat: Hat): readonly Json[] => {
      const { flows } = host.config(hat)
      return isList(flows) ? flows : []
    }
    return {
      arm(hat) {
        host.config(hat)
        armed.add(hat)
      },
      disarm: (hat) => void armed.delete(hat),
      status: (hat) => (armed.has(hat) ? warningOf(hat, namedBy(hat), find) : {}),
      close: leave,
    }
  },
})

/** It may come yet, so this is no failure: the others are looked after all the same. */
function warningOf({ blockName }: Hat, named: readonly Json[], find: FindFlow): { warning?: string } {
  const gone = named.find((one) => typeof one === 'string' && find(one) === undefined)
  if (gone === undefined) return {}
  const { message, fix } = noSuchFlow(blockName, String(gone), 'Flows')
  return { warning: `${message} ${fix}` }
}

/** What the flow starts with. */
const reportOf = ({ id, status, flowId, flowName, startedAt, endedAt, trigger, error }: RunRow): Json => ({
  run: { id, status, startedAt, endedAt, trigger: trigger.type, input: trigger.value },
  flow: { id: flowId, name: flowName },
  error: error ? { code: error.code, message: error.message, ...(error.fix && { fix: error.fix }) } : null,
})
