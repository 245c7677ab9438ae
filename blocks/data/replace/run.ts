import { type ConfigOf, implement } from '#shared/block'
import { AppError } from '#shared/error'
import { literalPattern, userPattern } from '#shared/pattern'
import { replace } from './block.ts'

export const run = implement(replace, (config) => {
  try {
    return { next: replaced(config) }
  } catch (thrown) {
    // the engine's own limit of a text, about 500 million characters
    throw thrown instanceof RangeError ? tooLong(thrown) : thrown
  }
})

type Config = ConfigOf<typeof replace.fields>

/** An expression that gives nothing is as good as an empty text. */
function replaced({ text = '', find, with: by, how, all, ignoreCase, byLine }: Config): string {
  const options = { ignoreCase, byLine }
  const pattern = how === 'pattern' ? userPattern(find, options, 'find') : literalPattern(find, options)
  const once = all ? pattern : new RegExp(pattern.source, pattern.flags.replace('g', ''))
  // words mean themselves: a dollar sign in them is one
  return how === 'pattern' ? text.replace(once, by) : text.replace(once, () => by)
}

const tooLong = (cause: unknown): AppError =>
  new AppError({
    code: 'value.too-large',
    message: 'The text would be larger than a value between blocks may be.',
    fix: 'Replace by something shorter, or work in smaller pieces.',
    cause,
  })
