import type { HatId } from '../../runtime/ports.ts'
import type { Hat, TriggerKind } from '../trigger-runner.ts'
import { HatWatch } from './hat-watch.ts'
import { readRule } from './watch-rule.ts'
import type { WatchedFiles } from './watched-files.ts'

/** ms within which a hat that is armed in another version goes on where the one before stopped. */
const HAND_OVER_MS = 10_000

const nameOf = ({ flowId, block }: HatId): string => `${flowId}\n${block}`

/** Fires when something happened to files in folders, as soon as they stand still. */
export const fileChanged = (files: WatchedFiles): TriggerKind => ({
  type: 'start/file-changed',
  make(host) {
    const watches = new Map<Hat, HatWatch>()
    const leftAt = new Map<string, number>()
    const goesOn = (hat: Hat) =>
      host.clock.monotonic() - (leftAt.get(nameOf(hat)) ?? Number.NEGATIVE_INFINITY) < HAND_OVER_MS
    return {
      async arm(hat) {
        let watch = watches.get(hat)
        if (!watch) {
          const rule = readRule(host.config(hat))
          watch = new HatWatch({ host, hat, rule, files, handedOver: goesOn(hat) })
          watches.set(hat, watch)
        }
        await watch.arm()
      },
      async disarm(hat) {
        const watch = watches.get(hat)
        watches.delete(hat)
        if (!watch) return
        leftAt.set(nameOf(hat), host.clock.monotonic())
        await watch.close()
      },
      // while it may not fire, nothing counts but by its own rule
      rest: (hat) => void leftAt.delete(nameOf(hat)),
      status(hat) {
        const warning = watches.get(hat)?.warning()
        return warning === undefined ? {} : { warning }
      },
      woke() {
        for (const watch of watches.values()) watch.woke()
      },
      async close() {
        await Promise.all([...watches.values()].map((watch) => watch.close()))
      },
    }
  },
})
