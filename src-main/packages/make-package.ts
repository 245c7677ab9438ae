import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isPackageName } from '#shared/package'
import { packageError } from './package-error.ts'

export const LANGUAGES = ['typescript', 'javascript', 'python'] as const
export type Language = (typeof LANGUAGES)[number]

export type MakeOrder = {
  readonly name: string
  readonly language: Language
  /** an absolute path; made, or empty */
  readonly folder: string
  /** the folder of package.json of Blockloom */
  readonly root: string
  /** of this Blockloom */
  readonly version: string
}

/** Here it is checked like any source, and the desktop app is packed without declaration files. */
const TYPES_FILE = 'blockloom-types.ts'
const RENAMED: Readonly<Record<string, string>> = { [TYPES_FILE]: 'blockloom.d.ts' }
/** What the folder of each language is completed with. */
const SHARED: Readonly<Record<Language, readonly string[]>> = {
  typescript: ['README.md', TYPES_FILE],
  javascript: ['README.md', TYPES_FILE],
  python: ['README.md'],
}
const MAIN: Readonly<Record<Language, string>> = {
  typescript: 'main.ts',
  javascript: 'main.js',
  python: 'main.py',
}
const TYPES = '`blockloom.d.ts` tells your editor what there is to import;\nnothing has to be installed.'
const HELPER = '`blockloom.py` is the\nhelper that `main.py` imports; nothing has to be installed.'
/** Read as they are, and copied. */
const AS_IT_IS = new Set(['blockloom.d.ts', 'blockloom.py', 'icon.svg'])

/**
 * Writes a small package that works at once, without a network.
 * @returns the names of the files, as they were written
 * @throws AppError `package.bad-name`, `package.folder-taken`, `package.cannot-write`
 */
export async function makePackage(order: MakeOrder): Promise<string[]> {
  const { name, language, folder, root } = order
  if (!isPackageName(name)) throw badName(name)
  const starters = join(root, 'src-main', 'packages', 'starters')
  const own = (await readdir(join(starters, language))).filter((file) => !file.startsWith('__'))
  const files = [...own.map((file) => join(language, file)), ...SHARED[language]]
  await emptyFolder(folder)
  const written: string[] = []
  for (const file of files) {
    const at = RENAMED[basename(file)] ?? basename(file)
    const text = await readFile(join(starters, file), 'utf8')
    await writeFile(join(folder, at), AS_IT_IS.has(at) ? text : named(text, order), { flag: 'wx' })
    written.push(at)
  }
  return written.sort()
}

function named(text: string, { name, language, version }: MakeOrder): string {
  const [major, minor] = version.split('.')
  return text
    .replaceAll('starter', name)
    .replaceAll('Starter', titleOf(name))
    .replace('"blockloom": "^0.1"', `"blockloom": "^${major}.${minor}"`)
    .replace('`MAIN`', `\`${MAIN[language]}\``)
    .replace('TYPES', language === 'python' ? HELPER : TYPES)
}

/** `my-tools` as "My tools". */
const titleOf = (name: string): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`

async function emptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length === 0) return
  } catch (cause) {
    throw packageError(
      'cannot-write',
      `${folder} cannot be made: ${(cause as Error).message}.`,
      'Choose another place with --folder.',
      { path: folder },
    )
  }
  throw packageError(
    'folder-taken',
    `There is something in ${folder} already.`,
    'Choose another place with --folder; nothing was written.',
    { path: folder },
  )
}

const badName = (name: string) =>
  packageError(
    'bad-name',
    `"${name.slice(0, 80)}" cannot be the name of a package.`,
    'Use 2 to 40 lower-case letters, digits and -, beginning with a letter, and no kind of standard block such as "web".',
    { path: 'name' },
  )
