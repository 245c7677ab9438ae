import type { Json } from '#shared/flow'
import type { BlockDeclaration } from './define-block.ts'
import { describeFields, type FieldWords } from './describe-field.ts'
import { effectWords } from './effect-words.ts'
import { areFixed, type Mouths } from './mouths.ts'
import { parseSentence } from './sentence.ts'

/** A block type in words: what the docs, the palette's help and the command line say about it. */
export type DeclarationWords = {
  type: string
  title: string
  summary: string
  /** as it stands on the block, a field as its title in brackets: `ask (Address) for (Method)` */
  sentence: string
  fields: readonly FieldWords[]
  gives: readonly { name: string; title: string; example?: Json }[]
  /** the parts of a C-block that hold other blocks */
  mouths: readonly string[]
  /** whole sentences: what it does to the world, when it is stopped */
  does: readonly string[]
}

/** Turns a declaration into words. Everything that tells people about a block takes it from here. */
export function describeDeclaration(declaration: BlockDeclaration): DeclarationWords {
  const { type, title, summary, fields, outputs, mouths = [] } = declaration
  return {
    type,
    title,
    summary,
    sentence: sentenceInWords(declaration),
    fields: describeFields(fields),
    gives: Object.entries(outputs).map(([name, output]) => ({ name, ...output })),
    mouths: mouthWords(mouths, declaration),
    does: [...effectWords(declaration), ...limitWords(declaration)],
  }
}

const sentenceInWords = ({ sentence, fields }: BlockDeclaration): string =>
  parseSentence(sentence)
    .map((part) => {
      if (part.is === 'word') return part.text
      return part.is === 'chip' ? `[${part.path}]` : `(${fields[part.key]?.title ?? part.key})`
    })
    .join(' ')

function mouthWords(mouths: Mouths, { fields }: BlockDeclaration): string[] {
  if (areFixed(mouths)) return mouths.map(({ name, word }) => word ?? name)
  if ('count' in mouths) return [`as many as "${fields[mouths.count]?.title ?? mouths.count}" says`]
  const { from, last = [] } = mouths
  return [`one for each of "${fields[from]?.title ?? from}"`, ...last.map(({ name, word }) => word ?? name)]
}

const limitWords = ({ defaults }: BlockDeclaration): string[] =>
  defaults?.timeout === undefined
    ? []
    : [`It is stopped after ${defaults.timeout}, unless its time limit says otherwise.`]
