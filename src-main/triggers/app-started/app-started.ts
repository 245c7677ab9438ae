import type { Hat, TriggerKind } from '../trigger-runner.ts'

/** Fires once per start of the runtime, for the flows that are on then. */
export const appStarted: TriggerKind = {
  type: 'start/app-started',
  make(host) {
    const armed = new Set<Hat>()
    return {
      arm: (hat) => void armed.add(hat),
      disarm: (hat) => void armed.delete(hat),
      started() {
        for (const hat of armed) host.fire(hat, { value: null })
      },
    }
  },
}
