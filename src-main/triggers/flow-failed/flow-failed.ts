import type { Json } from '#shared/flow'
import type { RunRow } from '../../runtime/ports.ts'
import type { Hat, TriggerKind } from '../trigger-runner.ts'

const TYPE = 'start/flow-failed'

/**
 * Fires when a run of another flow has failed for good: what its trigger tries once more has not. A run that a
 * failure started fires none of these, whatever its flow: two flows that look after each other's failures would go
 * on for ever.
 */
export const flowFailed: TriggerKind = {
  type: TYPE,
  make(host) {
    const armed = new Set<Hat>()
    const leave = host.onEnd((run, again) => {
      if (run.status !== 'failed' || again || run.trigger.type === TYPE) return
      for (const hat of armed) if (isAbout(hat, run)) host.fire(hat, { value: reportOf(run) })
    })
    const isAbout = (hat: Hat, { flowId, flowName }: RunRow): boolean => {
      if (hat.flowId === flowId) return false
      const { flows } = host.config(hat)
      if (!Array.isArray(flows) || flows.length === 0) return true
      return flows.some((named) => named === flowId || named === flowName)
    }
    return {
      arm(hat) {
        host.config(hat)
        armed.add(hat)
      },
      disarm: (hat) => void armed.delete(hat),
      close: leave,
    }
  },
}

/** What the flow starts with. */
const reportOf = ({ id, status, flowId, flowName, startedAt, endedAt, trigger, error }: RunRow): Json => ({
  run: { id, status, startedAt, endedAt, trigger: trigger.type, input: trigger.value },
  flow: { id: flowId, name: flowName },
  error: error ? { code: error.code, message: error.message, ...(error.fix && { fix: error.fix }) } : null,
})
