const TYPE = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/

/**
 * The block type that a link of a README leads to: `../zip/README.md`, `../../web/request`, or the type itself.
 * @param from type of the block whose README it stands in
 */
export function blockLinkedTo(href: string, from: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^#/i.test(href)) return undefined
  if (TYPE.test(href)) return href
  const path = [...from.split('/')]
  for (const part of href.split(/[?#]/)[0]?.split('/') ?? []) {
    if (part === '..') path.pop()
    else if (part !== '.' && part !== '' && part !== 'README.md') path.push(part)
  }
  const type = path.join('/')
  return TYPE.test(type) && type !== from ? type : undefined
}

/** Only pages of the web are led to; everything else stays words. */
export const isWebLink = (href: string): boolean => /^https?:\/\//i.test(href)
