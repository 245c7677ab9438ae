/**
 * Every block's own README.md, in one piece of script. Only what is loaded when help is opened may import this:
 * together they are larger than many a page.
 */
const FILES = import.meta.glob<string>('../../../blocks/*/*/README.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const BY_TYPE = new Map(
  Object.entries(FILES).map(([path, text]) => [path.split('/').slice(-3, -1).join('/'), text]),
)

/** The page of a block type in Markdown; undefined where it brings none. */
export const blockReadme = (type: string): string | undefined => BY_TYPE.get(type)
