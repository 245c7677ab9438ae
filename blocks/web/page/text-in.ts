import type { PageDocument, PageElement, PageNode } from './parse-page.ts'

/** Elements whose text nobody sees. */
const UNSEEN = new Set(['script', 'style', 'template', 'title', 'noscript'])
/** Elements that begin and end a line (html.spec.whatwg.org, 15.3). */
const LINES = new Set(
  'address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
const CELLS = new Set(['td', 'th'])

/**
 * The text of an element as a person reads it: blanks are one blank, paragraphs and <br> are lines, scripts are left
 * out. Of an element that is unseen itself, such as <title>, its text.
 */
export function textIn(element: PageElement | PageDocument): string {
  const pieces: string[] = []
  const add = (node: PageNode): void => {
    if (node.type === 'text') pieces.push((node as unknown as { data: string }).data.replace(/\s+/g, ' '))
    if (!('children' in node)) return
    const name = 'name' in node ? node.name : ''
    if (node !== element && UNSEEN.has(name)) return
    const around = LINES.has(name) ? '\n' : CELLS.has(name) ? ' ' : ''
    if (around) pieces.push(around)
    for (const child of node.children) add(child)
    if (around) pieces.push(around)
  }
  add(element)
  return pieces
    .join('')
    .split('\n')
    .map((line) => line.replace(/ +/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}
