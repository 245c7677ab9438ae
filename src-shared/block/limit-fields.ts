import { field } from './field.ts'

/** Fields of every hat that something outside can fire often: at most so many runs, and what happens to more. */
export const limitFields = {
  atMost: field.number({
    title: 'At most',
    help: 'So many runs; empty: as many as come.',
    unit: 'runs',
    whole: true,
    min: 1,
    max: 1_000_000,
    advanced: true,
  }),
  per: field.duration({
    title: 'Within',
    help: 'The length of time that "At most" is about.',
    default: '1m',
    min: 1,
    when: { by: 'atMost' },
    advanced: true,
  }),
  beyond: field.choice(
    [
      { value: 'queue', title: 'wait for their turn' },
      { value: 'drop', title: 'are dropped, and counted' },
    ],
    { title: 'More than that', default: 'queue', when: { by: 'atMost' }, advanced: true },
  ),
}
