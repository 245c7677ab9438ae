import { AppError } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import type { Breakpoint } from '#shared/run'

/**
 * `--break BLOCK[:condition]`, several times; BLOCK is an id or a name, which may have colons of its own.
 * @throws AppError `command.wrong-use` for a block that the flow does not have
 */
export const readBreaks = (words: readonly string[], document: FlowDocument): Breakpoint[] =>
  words.map((word) => readBreak(word, document))

function readBreak(word: string, document: FlowDocument): Breakpoint {
  for (let cut = word.length; cut > 0; cut = word.lastIndexOf(':', cut - 1)) {
    const block = blockOf(word.slice(0, cut).trim(), document)
    const condition = word.slice(cut + 1).trim()
    if (block) return { block: block.id, ...(condition && { condition }) }
  }
  throw unknownBlock(word, document)
}

const blockOf = (word: string, { blocks }: FlowDocument) =>
  blocks.find(({ id }) => id === word) ?? blocks.find(({ name }) => name === word)

/** Names that a person is told to choose from. */
const MOST_NAMES = 20

const unknownBlock = (word: string, { name, blocks }: FlowDocument): AppError =>
  new AppError({
    code: 'command.wrong-use',
    message: `"${name}" has no block "${word.split(':')[0]}".`,
    fix: `It has: ${blocks
      .slice(0, MOST_NAMES)
      .map((block) => block.name)
      .join(', ')}.`,
  })
