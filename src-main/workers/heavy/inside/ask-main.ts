import { type MessagePort, parentPort, receiveMessageOnPort } from 'node:worker_threads'
import { asThrown } from '../failure.ts'
import type { Answer, Ask, FromThread, ThreadStart } from '../heavy-messages.ts'

/** Says something to the main thread. */
export const say = (message: FromThread): void => parentPort?.postMessage(message)

/**
 * Asks the main thread, and stands still until the answer is there: so that what blocks have at once is there at once
 * also here. A thread that is ended meanwhile does not come back.
 */
export class AskMain {
  readonly #answers: MessagePort
  readonly #flag: Int32Array<SharedArrayBuffer>

  constructor({ answers, flag }: Pick<ThreadStart, 'answers' | 'flag'>) {
    this.#answers = answers
    this.#flag = flag
  }

  /** @throws what went wrong over there */
  ask(step: number, ask: Ask): Exclude<Answer, { failure: unknown }> {
    Atomics.store(this.#flag, 0, 0)
    say({ step, say: 'ask', ask })
    Atomics.wait(this.#flag, 0, 0)
    const answer = receiveMessageOnPort(this.#answers)?.message as Answer
    if ('failure' in answer) throw asThrown(answer.failure)
    return answer
  }
}
