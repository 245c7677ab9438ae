import { z } from 'zod'
import { operation } from './operation.ts'
import { json, questionView, runSummary } from './shapes.ts'

const run = operation('run')

const openQuestion = questionView.extend({
  /** id of the run that asks, and its flow */
  run: z.string(),
  flow: z.string(),
  flowName: z.string(),
  /** where anybody who has it may answer */
  link: z.string().optional(),
})
export type OpenQuestion = z.infer<typeof openQuestion>

/** Questions that flows ask people. */
export const questions = {
  questions: run
    .route({
      method: 'GET',
      path: '/questions',
      summary: 'Questions of flows that wait for an answer, oldest first',
    })
    .output(z.array(openQuestion)),
  reply: run
    .route({
      method: 'POST',
      path: '/runs/{id}/reply',
      summary: 'Answer a question of a run; the first answer counts',
    })
    .input(
      z.object({
        id: z.string(),
        /** true or false, one of the choices, a text, a number: as the question wants it */
        answer: json,
        /** which question, where several are open: id or name of the block */
        block: z.string().optional(),
        /** or the number of its pointer */
        pointer: z.number().int().min(0).optional(),
      }),
    )
    .output(runSummary),
}
