import { fork } from 'node:child_process'
import type { Json } from '#shared/flow'

// What depends on what a process did before (a first run, a kill) is measured in one of its own: the same file,
// started again with an order.

const ORDER = 'BLOCKLOOM_BENCH_ORDER'
const given = process.env[ORDER]

/** Whether this process is such a one. */
export const isFresh = given !== undefined

/** Starts `file` in a process of its own. @returns its answer; undefined when it was killed, as some are */
export function inFreshProcess<T>(file: string, order: Json): Promise<T | undefined> {
  const child = fork(file, { env: { ...process.env, [ORDER]: JSON.stringify(order) } })
  return new Promise((resolve, reject) => {
    let answer: T | undefined
    child.on('message', (message) => {
      answer = message as T
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(answer)
      else reject(new Error(`the process of ${JSON.stringify(order)} ended with ${code ?? signal}`))
    })
  })
}

/** Several fresh processes, one after the other. @throws Error when one gives no answer */
export async function rounds<T>(times: number, file: string, order: Json): Promise<T[]> {
  const answers: T[] = []
  for (let i = 0; i < times; i++) {
    const answer = await inFreshProcess<T>(file, order)
    if (answer === undefined) throw new Error(`the process of ${JSON.stringify(order)} was killed`)
    answers.push(answer)
  }
  return answers
}

/** The fresh process's side. */
export async function answerOrder<Order>(work: (order: Order) => Promise<object>): Promise<void> {
  const answer = await work(JSON.parse(given as string) as Order)
  // a host may still be open
  process.send?.(answer, () => process.exit(0))
}
