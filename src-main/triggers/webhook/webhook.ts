import type { Hat, TriggerHost, TriggerKind } from '../trigger-runner.ts'
import type { HookPlace } from './hook-place.ts'
import { hookRule } from './hook-rule.ts'
import type { HookTable } from './hook-table.ts'

type Parts = {
  table: HookTable
  place: HookPlace
  /** the host is there; @returns what ends it */
  begin(host: TriggerHost): () => void
}

const OPEN =
  'Anybody who knows this address can start the flow from other machines: choose under "Who may call" how callers are known.'

/** Fires when its address is called. */
export const webhook = ({ table, place, begin }: Parts): TriggerKind => ({
  type: 'start/webhook',
  make(host) {
    const leave = begin(host)
    const leases = new Map<Hat, () => void>()
    const release = (hat: Hat) => {
      leases.get(hat)?.()
      leases.delete(hat)
    }
    return {
      async arm(hat) {
        const hook = table.add(hat)
        hook.rule = hookRule(host.config(hat))
        if (!leases.has(hat)) {
          const leave = await place.open()
          // it may have been switched off meanwhile
          if (table.get(hat) !== hook) return leave()
          leases.set(hat, leave)
        }
        hook.state = 'armed'
      },
      disarm(hat) {
        table.remove(hat)
        release(hat)
      },
      rest(hat) {
        try {
          table.add(hat).state = 'resting'
        } catch {
          // what is wrong with its address shows when it is armed
        }
      },
      status(hat) {
        const hook = table.get(hat)
        const address = hook && place.addressOf(hook.path.text, '/hooks/')
        const open = hook?.rule?.guard === null && place.isReachedFromOutside
        return { ...(address !== undefined && { address }), ...(open && { warning: OPEN }) }
      },
      close() {
        leave()
        for (const hat of [...leases.keys()]) release(hat)
      },
    }
  },
})
