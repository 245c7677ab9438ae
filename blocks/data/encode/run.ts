import { escapeUTF8 } from 'entities'
import { implement } from '#shared/block'
import { encode } from './block.ts'
import { decode, type Encoding } from './decode.ts'

export const run = implement(encode, (config) => {
  // an expression that gives nothing is as good as an empty text
  const { text = '', as } = config
  return { next: config.do === 'decode' ? decode(text, as) : encoded(text, as) }
})

/** Half a character, which no text should hold, becomes U+FFFD as everywhere else. */
function encoded(text: string, as: Encoding): string {
  switch (as) {
    case 'url':
      return encodeURIComponent(text.toWellFormed())
    case 'html':
      return escapeUTF8(text)
    default:
      return Buffer.from(text).toString(as)
  }
}
