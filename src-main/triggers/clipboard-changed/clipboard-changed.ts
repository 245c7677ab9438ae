import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { type ClipboardEar, type Copied, onlyOnTheDesktop } from '../desktop-ears.ts'
import type { Hat, TriggerHost, TriggerKind } from '../trigger-runner.ts'
import { ClipboardWatch } from './clipboard-watch.ts'

/** Bytes of what is copied, above which no run starts: a run keeps what it starts with. */
const LARGEST = 8 * 1024 * 1024

/**
 * Fires when something else is copied than what lay there; not for what lies there when it begins to listen.
 * @param clipboard missing: this host hears none
 */
export const clipboardChanged = (clipboard: ClipboardEar | undefined): TriggerKind => ({
  type: 'start/clipboard-changed',
  make(host) {
    const armed = new Set<Hat>()
    const takesPictures = (hat: Hat) => host.config(hat).kind === 'any'
    const watch =
      clipboard &&
      new ClipboardWatch({
        clock: host.clock,
        read: () => clipboard.read([...armed].some(takesPictures)),
        changed: (copied) => {
          for (const hat of armed) tell(host, hat, copied)
        },
        onBug: (error) => host.onBug(error),
      })
    return {
      async arm(hat) {
        if (!watch) throw onlyOnTheDesktop(hat)
        takesPictures(hat)
        armed.add(hat)
        await watch.begin()
      },
      disarm(hat) {
        armed.delete(hat)
        if (armed.size === 0) watch?.stop()
      },
      close: () => watch?.stop(),
    }
  },
})

function tell(host: TriggerHost, hat: Hat, copied: Copied): void {
  try {
    const { kind, match } = host.config(hat)
    if ('png' in copied && kind !== 'any') return
    if (match && !('text' in copied && copied.text.includes(String(match)))) return
    if (bytesOf(copied) > LARGEST) host.refused(hat, TOO_LARGE)
    else host.fire(hat, { value: startOf(copied) })
  } catch (error) {
    if (error instanceof AppError) host.refused(hat, error.message)
    else host.onBug(error)
  }
}

const TOO_LARGE = `More was copied than the ${LARGEST / 1024 / 1024} MB that a run starts with.`

const bytesOf = (copied: Copied): number =>
  'text' in copied ? Buffer.byteLength(copied.text) : copied.png.byteLength

/** A picture comes as an address that holds it, since values are JSON. */
const startOf = (copied: Copied): Json =>
  'text' in copied
    ? { text: copied.text }
    : { text: '', image: `data:image/png;base64,${Buffer.from(copied.png).toString('base64')}` }
