import { CATEGORIES } from '#shared/block'

/** What Windows takes for a device, whatever stands behind it, and names that would be read as ours. */
const TAKEN: ReadonlySet<string> = new Set([
  ...CATEGORIES,
  ...['blockloom', 'my', 'my-blocks', 'installed', 'test', 'flow', 'flows', 'constructor', 'prototype'],
  ...['con', 'prn', 'aux', 'nul'],
])
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const LONGEST = 40

/** Whether a text can name a package: lower-case words with `-`, and no category of standard blocks. */
export const isPackageName = (text: string): boolean =>
  text.length >= 2 &&
  text.length <= LONGEST &&
  NAME.test(text) &&
  !TAKEN.has(text) &&
  !/^(com|lpt)\d$/.test(text)

/** The package that a block type is of: `acme` of `acme/thing`; undefined for standard types and nonsense. */
export function packageOf(type: string): string | undefined {
  const [name = '', block = '', ...more] = type.split('/')
  return more.length === 0 && isPackageName(name) && block !== '' ? name : undefined
}

/** Whether a type is one that this package may declare: `NAME/block`. */
export const typeInPackage = (type: string, name: string): boolean => {
  const block = type.startsWith(`${name}/`) ? type.slice(name.length + 1) : ''
  return block.length <= LONGEST && NAME.test(block)
}
