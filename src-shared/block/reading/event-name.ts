import type { Misread } from './misread.ts'

/** The longest name of an event, in characters. */
export const LONGEST_EVENT_NAME = 200
const FIX = 'Give it a short name, such as order-paid.'

/** What is wrong with the name of an event. @param literal it is taken as it stands, and never evaluated */
export function eventNameMisread(name: string, literal = true): Misread | undefined {
  const told = (why: string, fix = FIX): Misread => ({ code: 'event.bad-name', why, fix })
  if (name.trim() === '') return told('the event has no name.')
  if (name.length > LONGEST_EVENT_NAME)
    return told(`the name of the event is longer than ${LONGEST_EVENT_NAME} characters.`)
  if (/\p{Cc}/u.test(name))
    return told('the name of the event holds a line break or a sign that cannot be seen.')
  if (literal && name.includes('{{'))
    return told(
      'the name is taken as it stands: nothing in {{ }} is worked out here.',
      `Write the name itself. ${FIX}`,
    )
  return undefined
}
