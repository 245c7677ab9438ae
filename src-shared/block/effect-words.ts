import type { BlockDeclaration, EffectKind } from './define-block.ts'
import type { Field } from './field.ts'

type Part = Pick<BlockDeclaration, 'effect' | 'idempotent' | 'heavy' | 'fields'>

/**
 * What a block does to the world, what becomes of it when a crash cuts it off, and where it is done: whole sentences.
 * Said of the declaration; of one block with its config, `effectOf` and `isIdempotent` know more.
 */
export function effectWords(declaration: Part): string[] {
  const words = [looksOrChanges(declaration)]
  if (mayWrite(declaration)) words.push(...afterACrash(declaration))
  const where = whereItIsDone(declaration)
  return where === undefined ? words : [...words, where]
}

const DOES: Readonly<Record<EffectKind, string>> = {
  pure: 'only computes: it looks at nothing outside the flow and changes nothing',
  read: 'looks at the world and changes nothing in it',
  write: 'changes the world',
}

function looksOrChanges({ effect, fields }: Part): string {
  if (typeof effect === 'string') return `It ${DOES[effect]}.`
  const { by, pure = [], read, otherwise, while: also } = effect
  const too = also === undefined ? '' : ` and ${choiceOf(fields[also.by], also.by, also.in)}`
  const told = (kind: EffectKind, values: readonly string[]): string[] =>
    values.length === 0 ? [] : [`With ${choiceOf(fields[by], by, values)}${too} it ${DOES[kind]}.`]
  return [...told('pure', pure), ...told('read', read), `Otherwise it ${DOES[otherwise]}.`].join(' ')
}

const mayWrite = ({ effect }: Part): boolean =>
  typeof effect === 'string' ? effect === 'write' : effect.otherwise === 'write'

function afterACrash({ idempotent = false, fields }: Part): string[] {
  if (idempotent === true)
    return [`If a crash cuts it off, ${AGAIN}, for doing it twice is as doing it once.`]
  if (idempotent === false) return [`If a crash cuts it off, ${ASKS}.`]
  return [
    `If a crash cuts it off, ${ASKS}; with ${choiceOf(fields[idempotent.by], idempotent.by, idempotent.when)} ${AGAIN}.`,
  ]
}
const AGAIN = 'it is begun again'
const ASKS = 'the run waits and asks you whether to do it again'

function whereItIsDone({ heavy = false, fields }: Part): string | undefined {
  if (heavy === false) return undefined
  if (heavy === true) return 'It is done in a process of its own, so that nothing else has to wait.'
  const cases = heavy.map(({ by, over, when }) => {
    if (when !== undefined) return choiceOf(fields[by], by, when)
    const title = `"${fields[by]?.title ?? by}"`
    return over === undefined ? `a ${title}` : `a large ${title}`
  })
  return `With ${cases.join(' or ')} it is done in a process of its own, so that nothing else has to wait.`
}

/** `"Method" GET or HEAD`, in the words that stand in the choice. */
function choiceOf(field: Field | undefined, key: string, values: readonly (string | boolean)[]): string {
  const said = values.map((value) => {
    if (value === true) return 'on'
    if (value === false) return 'off'
    return `"${field?.choices?.find((choice) => choice.value === value)?.title ?? value}"`
  })
  return `"${field?.title ?? key}" ${said.join(' or ')}`
}
