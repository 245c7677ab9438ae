import { eventNameMisread } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { Events as FlowEvents } from '../../runtime/ports.ts'
import type { Fired } from '../trigger-runner.ts'

/** An event from outside or from another flow. */
export type Emitted = {
  name: string
  payload: Json
  /** the same key starts each listener's run once */
  key?: string
}

type Who = { flowId: string; flowName: string; block: string }
/** Who heard an event, and what became of it there. */
export type Heard = Who & (Fired | { outcome: 'refused'; why: string })

/** Somebody who waits for an event that came. `why`: it does not carry what it must. */
export type Listening = Who & { why: string | null; fire(): Fired; refuse(why: string): void }
type Listener = (event: Emitted) => Listening[]

/** Brings events from where they are emitted to the hats that wait for them; keeps none. */
export type Events = FlowEvents & {
  /**
   * Starts a run of every flow that waits for it; nobody may.
   * @throws AppError `event.bad-name`, those of starting a run
   */
  emit(event: Emitted): Heard[]
  listen(listener: Listener): () => void
}

export function createEvents(): Events {
  const listeners = new Set<Listener>()
  const listening = ({ name, ...event }: Emitted): Listening[] => {
    checkName(name)
    // blanks around a name cannot be seen
    return [...listeners].flatMap((listener) => listener({ ...event, name: name.trim() }))
  }
  return {
    emit: (event) => listening(event).map(deliver),
    prepare({ name, payload, key }) {
      const those = listening({ name, payload, key })
      const fitting = those.filter(({ why }) => why === null)
      if (those.length > 0 && fitting.length === 0) throw doesNotFit(name, those)
      return {
        listeners: fitting.length,
        send() {
          for (const one of those) deliver(one)
        },
      }
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function deliver({ flowId, flowName, block, why, fire, refuse }: Listening): Heard {
  const who = { flowId, flowName, block }
  if (why === null) return { ...who, ...fire() }
  refuse(why)
  return { ...who, outcome: 'refused', why }
}

function checkName(name: string): void {
  const wrong = eventNameMisread(name, false)
  if (wrong)
    throw new AppError({
      code: wrong.code,
      message: `${wrong.why.charAt(0).toUpperCase()}${wrong.why.slice(1)}`,
      fix: wrong.fix,
    })
}

const doesNotFit = (name: string, [first]: readonly Listening[]): AppError =>
  new AppError({
    code: 'event.does-not-fit',
    message: `"${name}" does not carry what "${first?.flowName}" asks for. ${first?.why}`,
    fix: 'Change what is sent, or the field "What it must carry" of the flow that waits for it.',
    details: { event: name },
  })
