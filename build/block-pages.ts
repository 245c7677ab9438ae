/**
 * The pages of docs/guide/blocks, one for each category of the palette, made of the blocks' declarations: nothing that
 * stands in them is written by hand. `node build/write-block-pages.ts` writes them; a test holds them to the catalog.
 */
import {
  type BlockCatalog,
  type BlockDeclaration,
  type BlockExample,
  CATEGORIES,
  type Category,
  describeDeclaration,
  type FieldWords,
} from '#shared/block'
import type { Json } from '#shared/flow'

const MADE =
  '<!-- Made of the declarations in blocks/ by `node build/write-block-pages.ts`. Change those. -->\n'

/** @returns each page's text by its file name */
export function blockPages(catalog: BlockCatalog): Map<string, string> {
  const pages = new Map<string, string>()
  const filled = CATEGORIES.map((category) => ({ category, blocks: blocksOf(catalog, category) })).filter(
    ({ blocks }) => blocks.length > 0,
  )
  for (const { category, blocks } of filled) pages.set(`${category}.md`, categoryPage(category, blocks))
  pages.set('README.md', contentsPage(filled))
  return pages
}

const blocksOf = (catalog: BlockCatalog, category: Category): BlockDeclaration[] =>
  [...catalog.values()].filter((one) => one.category === category)

const titleOf = (category: Category): string => (category === 'ai' ? 'AI' : capital(category))
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

function contentsPage(filled: { category: Category; blocks: BlockDeclaration[] }[]): string {
  const count = filled.reduce((sum, { blocks }) => sum + blocks.length, 0)
  const sections = filled.map(({ category, blocks }) =>
    [
      `## ${titleOf(category)}`,
      table(
        ['block', 'what it does'],
        blocks.map((one) => [`[${one.title}](${category}.md#${anchorOf(one)})`, one.summary]),
      ),
    ].join('\n\n'),
  )
  const about = `The ${count} blocks of this version. A category's page says how each of its blocks is filled in, what it gives on, and by which names all that stands in a flow file.`
  return `${MADE}\n# Blocks\n\n${about}\n\n${sections.join('\n\n')}\n`
}

const categoryPage = (category: Category, blocks: readonly BlockDeclaration[]): string =>
  `${MADE}\n# ${titleOf(category)}\n\n[All blocks](README.md)\n\n${blocks.map(blockSection).join('\n\n')}\n`

/** Titles may stand twice among blocks; types never do. */
const anchorOf = ({ type }: BlockDeclaration): string => type.replace('/', '-')

function blockSection(declaration: BlockDeclaration): string {
  const words = describeDeclaration(declaration)
  const more = `[When to use it, and what can go wrong](../../../blocks/${words.type}/README.md)`
  const parts = [
    `<a id="${anchorOf(declaration)}"></a>\n\n## ${words.title}`,
    `\`${words.type}\`: ${words.summary} ${more}.`,
    `> ${words.sentence}`,
    words.fields.length === 0 ? 'There is nothing to fill in.' : fieldsTable(words.fields),
    ...words.fields.filter((one) => one.columns.length > 0).map(columnsPart),
    ...(words.mouths.length > 0 ? [`**Holds blocks:** ${words.mouths.join(', ')}.`] : []),
    ...words.gives.map(givesPart),
    words.does.join(' '),
    ...(declaration.examples.length > 0 ? ['**Examples**', ...declaration.examples.map(examplePart)] : []),
  ]
  return parts.join('\n\n')
}

const columnsPart = ({ title, columns }: FieldWords): string =>
  `Each row of **${title}** holds:\n\n${fieldsTable(columns)}`

const fieldsTable = (fields: readonly FieldWords[]): string =>
  table(
    ['field', 'in the file', 'holds', 'by itself', ''],
    fields.map((one) => [
      one.title + (one.needed ? ' (needed)' : ''),
      code(one.key),
      holdsCell(one),
      one.default === undefined ? '' : code(JSON.stringify(one.default)),
      one.notes.join(' '),
    ]),
  )

const holdsCell = ({ holds, choices }: FieldWords): string =>
  choices.length === 0
    ? holds
    : (holds.startsWith('any') ? 'any of ' : '') +
      choices
        .map(({ value, title }) =>
          title === value ? code(JSON.stringify(value)) : `${code(JSON.stringify(value))} ${title}`,
        )
        .join(', ')

function givesPart({ name, title, example }: { name: string; title: string; example?: Json }): string {
  const out = name === 'next' ? 'Gives on' : `Gives on by \`${name}\``
  return `**${out}:** ${title}${example === undefined ? '.' : `, such as\n\n${jsonBlock(example)}`}`
}

function examplePart({ config, input, output, note }: BlockExample): string {
  const lines = [
    jsonBlock(config),
    ...(input === null ? [] : [`takes\n\n${jsonBlock(input)}`]),
    ...(output === undefined ? [] : [`and gives\n\n${jsonBlock(output)}`]),
    ...(note === undefined ? [] : [note.endsWith('.') ? note : `(${note})`]),
  ]
  return lines.join('\n\n')
}

const jsonBlock = (value: Json): string => {
  const short = JSON.stringify(value)
  return `\`\`\`json\n${short.length <= 80 ? short : JSON.stringify(value, null, 2)}\n\`\`\``
}

/** A code span that may hold backticks itself. */
const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n')

const cell = (text: string): string => plain(text).replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Outside of code spans a "<" would begin HTML. */
const plain = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('')
