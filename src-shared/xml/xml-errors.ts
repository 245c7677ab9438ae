import { AppError } from '#shared/error'

/** From 1, in UTF-16 units. */
export type XmlPlace = { line: number; column: number }
type Begun = XmlPlace & { readonly name: string }

const at = ({ line, column }: XmlPlace): string => `line ${line}, column ${column}`

/**
 * @param said in the parser's words
 * @param element the one it is about: the innermost that is open
 */
export function notWellFormed(what: string, place: XmlPlace, said: string, element: Begun | null): AppError {
  return new AppError({
    code: 'data.broken-xml',
    message: `${what}, ${at(place)}: ${inWords(said, element)}.`,
    fix: 'Mend it at that place. HTML pages are no XML: they are read with the block "Page".',
    details: place,
  })
}

function inWords(said: string, element: Begun | null): string {
  const open = element && element.name !== '' ? `<${element.name}>, opened at ${at(element)},` : null
  if (open && said === 'unexpected close tag.') return `a closing tag stands here, but ${open} is still open`
  if (open && (said.startsWith('unclosed tag') || said === 'unexpected end.'))
    return `it ends here, but ${open} is not closed`
  if (said.startsWith('unmatched closing tag')) return 'a closing tag stands here, but nothing is open'
  const attribute = /^duplicate attribute: (.+)\.$/.exec(said)?.[1]
  if (attribute) return `the attribute "${attribute}" is there twice`
  return WORDS[said] ?? said.replace(/\.$/, '')
}

const WORDS: Readonly<Record<string, string>> = {
  'unexpected close tag.': 'a closing tag stands here, but nothing is open',
  'unexpected end.': 'it ends in the middle of something that was begun',
  'document must contain a root element.': 'it ends before there is an element',
  'documents may contain only one root.': 'a second root element begins here, and there may be only one',
  'text data outside of root node.': 'there is text outside of the root element',
  'undefined entity.':
    'only &amp; &lt; &gt; &quot; &apos; and numbers such as &#228; may stand for characters',
  'unquoted attribute value.': 'the value of an attribute needs quotes around it',
  'attribute without value.': 'an attribute needs a value: name="value"',
  'no whitespace between attributes.': 'there is no blank between two attributes',
  'disallowed character.': 'there is a character that XML does not allow here',
  'disallowed character in tag name': 'this is no name of an element; a "<" that is text is written &lt;',
  'disallowed character in tag name.': 'this is no name of an element; a "<" that is text is written &lt;',
  'disallowed character in attribute name.': 'this is no attribute: one is written name="value"',
  'disallowed character in entity name.': 'an "&" that is text is written &amp;',
  'empty entity name.': 'an "&" that is text is written &amp;',
  'malformed character entity.': 'this number stands for no character that XML allows',
  'inappropriately located doctype declaration.': 'a DOCTYPE stands here, and none is taken',
  'an XML declaration must be at the start of the document.':
    'the line <?xml ...?> must be at the very beginning',
}

/** Entities and outside files come in by a DOCTYPE: "billion laughs", XXE (owasp.org). */
export const doctypeRefused = (what: string, place: XmlPlace): AppError =>
  new AppError({
    code: 'data.has-doctype',
    message: `${what} has a DOCTYPE, which ends at ${at(place)}; XML with one is not read, because it can bring in other files and grow without end.`,
    fix: 'Take the lines from <!DOCTYPE to its > out.',
    details: place,
  })

export const tooDeep = (what: string, place: XmlPlace, limit: number): AppError =>
  new AppError({
    code: 'data.too-deep',
    message: `${what}, ${at(place)}: elements are nested more than ${limit} levels deep here.`,
    fix: 'Take the nesting out of it where it is made.',
    details: { ...place, limit },
  })

export const protoRefused = (what: string, place: XmlPlace): AppError =>
  new AppError({
    code: 'data.broken-xml',
    message: `${what}, ${at(place)}: an element cannot be called __proto__ here.`,
    fix: 'Give it another name where it is made.',
    details: place,
  })

export const tooLarge = (what: string, place: XmlPlace): AppError =>
  new AppError({
    code: 'data.too-large',
    message: `${what} is too large for one value: at ${at(place)} it would be over 64 MB.`,
    fix: 'Say which elements you need under "Only the elements called", or split it into smaller files.',
    details: place,
  })
