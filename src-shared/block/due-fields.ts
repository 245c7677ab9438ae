import { field } from './field.ts'
import { limitFields } from './limit-fields.ts'

/** Fields of every hat that starts by the clock: what becomes of the times it missed, and what a try by hand gets. */
export const dueFields = {
  catchUp: field.choice(
    [
      { value: 'latest', title: 'run once, and say how many were missed' },
      { value: 'all', title: 'run once for each missed time (at most 100)' },
      { value: 'none', title: 'let them go' },
    ],
    { title: 'After sleep or a restart', default: 'latest' },
  ),
  ...limitFields,
  sample: field.value({
    title: 'Sample',
    help: 'What arrives when Run is pressed to try this flow.',
    default: { due: '2026-01-05T09:00:00.000Z', missed: 0 },
    advanced: true,
  }),
}
