import { Parser, serialize } from 'parse5'
import { adapter, type Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter'
import type { BlockContext } from '#shared/block'
import { AppError } from '#shared/error'

export type PageDocument = Htmlparser2TreeAdapterMap['document']
export type PageElement = Htmlparser2TreeAdapterMap['element']
export type PageNode = Htmlparser2TreeAdapterMap['node']

/** Open elements; browsers stop nesting at 512. Past it, each further element would cost more than the one before. */
const DEEPEST = 500
/** Characters that are taken at once: others get their turn in between. */
const SLICE = 32 * 1024

/**
 * Makes the tree of a page as browsers do (html.spec.whatwg.org, 13.2): any text is a page. What is in <noscript> is
 * there, for no script runs.
 * @param what for sentences
 * @throws AppError `data.too-deep`, with line and column
 */
export async function parsePage(
  html: string,
  what: string,
  ctx: Pick<BlockContext, 'breathe'>,
): Promise<PageDocument> {
  const guarded: typeof adapter = {
    ...adapter,
    onItemPush() {
      if (parser.openElements.stackTop < DEEPEST) return
      const { line, col } = parser.tokenizer.preprocessor
      throw tooDeep(what, line, Math.max(1, col))
    },
  }
  const parser = new Parser<Htmlparser2TreeAdapterMap>({ treeAdapter: guarded, scriptingEnabled: false })
  for (let at = 0; at < html.length; at += SLICE) {
    parser.tokenizer.write(html.slice(at, at + SLICE), false)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  parser.tokenizer.write('', true)
  return parser.document
}

/** What stands in an element, as HTML. */
export const htmlIn = (element: PageElement | PageDocument): string =>
  serialize<Htmlparser2TreeAdapterMap>(element, { treeAdapter: adapter, scriptingEnabled: false })

const tooDeep = (what: string, line: number, column: number): AppError =>
  new AppError({
    code: 'data.too-deep',
    message: `${what}, line ${line}, column ${column}: elements are nested more than ${DEEPEST} levels deep here.`,
    fix: 'Take the nesting out of it where it is made.',
    details: { line, column, limit: DEEPEST },
  })
