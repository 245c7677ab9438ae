/**
 * The encoding of an XML file by its first bytes: what its declaration says, or UTF-16 by the zeros around its first
 * character (XML 1.0, appendix F). A byte order mark is looked at later, and decides over this.
 */
export function encodingOf(first: Uint8Array): string {
  if (first[0] === 0x3c && first[1] === 0) return 'utf-16le'
  if (first[0] === 0 && first[1] === 0x3c) return 'utf-16be'
  const text = String.fromCharCode(...first.subarray(0, LONGEST_DECLARATION))
  const said = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(text)?.[1]
  // its letters are single bytes, so a text that calls itself UTF-16 was saved otherwise
  return !said || /^utf-?16/i.test(said) ? 'utf-8' : said
}

const LONGEST_DECLARATION = 200
