import { AppError } from '#shared/error'
import { parseKeys } from '#shared/keys'
import { type Hotkeys, onlyOnTheDesktop } from '../desktop-ears.ts'
import type { Hat, TriggerHost, TriggerKind } from '../trigger-runner.ts'

type Held = { hat: Hat; letGo(): void }

/**
 * Fires when its keys are pressed, in any program. Keys belong to one hat: who came first keeps them.
 * @param hotkeys missing: this host hears no keys
 */
export const hotkey = (hotkeys: Hotkeys | undefined): TriggerKind => ({
  type: 'start/hotkey',
  make(host) {
    const byKeys = new Map<string, Held>()
    return {
      arm(hat) {
        if (!hotkeys) throw onlyOnTheDesktop(hat)
        const keys = parseKeys(String(host.config(hat).keys ?? ''), hotkeys.mac)
        const other = byKeys.get(keys)?.hat
        if (other) throw heldBy(keys, other)
        const letGo = hotkeys.hold(keys, () => press(host, hat))
        if (!letGo) throw taken(keys)
        byKeys.set(keys, { hat, letGo })
      },
      disarm(hat) {
        for (const [keys, held] of byKeys) {
          if (held.hat !== hat) continue
          held.letGo()
          byKeys.delete(keys)
        }
      },
    }
  },
})

/** Nobody waits for what a key press gives: a refusal shows on the hat. */
function press(host: TriggerHost, hat: Hat): void {
  try {
    host.fire(hat, { value: null })
  } catch (error) {
    if (error instanceof AppError) host.refused(hat, error.message)
    else host.onBug(error)
  }
}

/** Why a hat could not have its keys while the other one is on; null: it could, as far as that can be read. */
export function keysHeld(hat: Hat, on: Hat, mac: boolean): AppError | null {
  try {
    const [keys, theirs] = [hat, on].map(({ written }) => parseKeys(String(written.keys ?? ''), mac))
    return keys !== undefined && keys === theirs ? heldBy(keys, on) : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const heldBy = (keys: string, { blockName, flowName }: Hat): AppError =>
  new AppError({
    code: 'hotkey.held',
    message: `${keys} already starts "${flowName}", by its block "${blockName}".`,
    fix: 'Choose other keys for one of the two, or switch the other off.',
    details: { keys, flow: flowName },
  })

const taken = (keys: string): AppError =>
  new AppError({
    code: 'hotkey.taken',
    message: `${keys} cannot be had: another program or the system uses these keys.`,
    fix: 'Choose other keys, or free them in the program that has them.',
    details: { keys },
  })
