import { useEffect, useState } from 'react'
import type { OpenQuestion } from '#shared/contract'
import { client, connection } from '../../link/client.ts'

const NONE: readonly OpenQuestion[] = []

/** All questions that are open, the oldest first; kept current by the stream of summaries. */
export function useOpenQuestions(): readonly OpenQuestion[] {
  const [questions, setQuestions] = useState(NONE)
  const connected = connection((now) => now.state === 'open')
  useEffect(() => {
    if (!connected) return
    const stop = new AbortController()
    follow(stop.signal, setQuestions).catch(() => {})
    return () => stop.abort()
  }, [connected])
  return questions
}

/** A summary says how many questions its run has: where that is another number than before, all are asked for again. */
async function follow(
  signal: AbortSignal,
  show: (questions: readonly OpenQuestion[]) => void,
): Promise<void> {
  const open = new Map<string, number>()
  const look = async () => {
    const questions = await client.runs.questions()
    if (signal.aborted) return
    open.clear()
    for (const { run } of questions) open.set(run, (open.get(run) ?? 0) + 1)
    show(questions)
  }
  const news = await client.runs.watchAll({}, { signal })
  await look()
  for await (const summaries of news) {
    if (signal.aborted) return
    if (summaries.some(({ id, questions = 0 }) => questions > 0 || open.has(id))) await look()
  }
}
