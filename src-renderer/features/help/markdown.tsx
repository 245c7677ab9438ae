import { marked, type Token, type Tokens } from 'marked'
import { type ReactNode, useMemo } from 'react'
import { useHelp } from '../../model/help-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { blockLinkedTo, isWebLink } from './block-link.ts'

type MarkdownProps = {
  text: string
  /** type of the block that says it: its links are meant from there */
  from: string
  /** a few words instead of paragraphs */
  inline?: boolean
}

/**
 * Markdown as elements of the page. No HTML is ever made of it: tags in the text are shown as they are written,
 * and links lead to other blocks or the web only, so pages of packages need no trust.
 */
export function Markdown({ text, from, inline = false }: MarkdownProps) {
  const tokens = useMemo(
    () => (inline ? marked.Lexer.lexInline(text) : marked.lexer(text, { gfm: true })),
    [text, inline],
  )
  return <>{drawAll(tokens, from)}</>
}

const drawAll = (tokens: readonly Token[] | undefined, from: string): ReactNode[] =>
  // biome-ignore lint/suspicious/noArrayIndexKey: the text of a page does not change
  (tokens ?? []).map((token, i) => <Drawn key={i} token={token} from={from} />)

type Drawing = { token: Token; from: string }

function Drawn({ token, from }: Drawing): ReactNode {
  const draw = DRAWN[token.type]
  return draw ? draw(token as never, from) : token.raw
}

/** The title of the page is an h2 of the studio, so its own headings begin at h3. */
const HEADINGS = ['h3', 'h3', 'h4', 'h5', 'h5', 'h5'] as const

const inside = ({ tokens, text }: { tokens?: Token[]; text: string }, from: string): ReactNode =>
  tokens ? drawAll(tokens, from) : text

const DRAWN: Readonly<Record<string, (token: never, from: string) => ReactNode>> = {
  space: () => null,
  def: () => null,
  hr: () => <hr />,
  br: () => <br />,
  heading: (token: Tokens.Heading, from) => {
    const Heading = HEADINGS[token.depth - 1] ?? 'h5'
    return <Heading>{inside(token, from)}</Heading>
  },
  paragraph: (token: Tokens.Paragraph, from) => <p>{inside(token, from)}</p>,
  text: (token: Tokens.Text, from) => inside(token, from),
  escape: (token: Tokens.Escape) => token.text,
  html: (token: Tokens.HTML) => token.raw,
  strong: (token: Tokens.Strong, from) => <strong>{inside(token, from)}</strong>,
  em: (token: Tokens.Em, from) => <em>{inside(token, from)}</em>,
  del: (token: Tokens.Del, from) => <del>{inside(token, from)}</del>,
  // nothing is fetched for a page of help
  image: (token: Tokens.Image) => token.text,
  blockquote: (token: Tokens.Blockquote, from) => <blockquote>{inside(token, from)}</blockquote>,
  code: (token: Tokens.Code) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard too
    <pre className="mono help-code" tabIndex={0}>
      {token.text}
    </pre>
  ),
  codespan: (token: Tokens.Codespan) => <CodeWord text={token.text} />,
  link: (token: Tokens.Link, from) => (
    <HelpLink href={token.href} from={from}>
      {inside(token, from)}
    </HelpLink>
  ),
  list: (token: Tokens.List, from) => {
    const List = token.ordered ? 'ol' : 'ul'
    return (
      <List start={token.ordered && token.start !== 1 ? Number(token.start) : undefined}>
        {token.items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text of a page does not change
          <li key={i}>{drawAll(item.tokens, from)}</li>
        ))}
      </List>
    )
  },
  table: (token: Tokens.Table, from) => <HelpTable table={token} from={from} />,
}

function HelpTable({ table: { header, rows }, from }: { table: Tokens.Table; from: string }) {
  const named = header.some(({ text }) => text.trim() !== '')
  return (
    <div className="help-table">
      <table>
        {named && (
          <thead>
            <tr>
              {header.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the text of a page does not change
                <th key={i} scope="col">
                  {drawAll(cell.tokens, from)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text of a page does not change
            <tr key={i}>
              {row.map((cell, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the text of a page does not change
                <td key={j}>{drawAll(cell.tokens, from)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A type of a block in the text leads to its page. */
function CodeWord({ text }: { text: string }) {
  if (catalog.get(text)) return <BlockLink type={text}>{text}</BlockLink>
  return <code className="mono">{text}</code>
}

type HelpLinkProps = { href: string; from: string; children: ReactNode }

function HelpLink({ href, from, children }: HelpLinkProps) {
  const type = blockLinkedTo(href, from)
  if (type !== undefined && catalog.get(type)) return <BlockLink type={type}>{children}</BlockLink>
  if (!isWebLink(href)) return children
  return (
    <a className="help-link" href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}

function BlockLink({ type, children }: { type: string; children: ReactNode }) {
  const follow = useHelp((help) => help.follow)
  return (
    <button type="button" className="help-link" onClick={() => follow(type)}>
      {children}
    </button>
  )
}
