import { z } from 'zod'
import { AppError, type Problem } from '#shared/error'
import { readJson } from '#shared/flow'
import { isRange } from './blockloom-range.ts'
import { issueWords } from './issue-words.ts'
import { isPackageName } from './package-name.ts'
import { isVersion } from './package-version.ts'
import type { PackagePermissions } from './permissions.ts'

/** What stands in the folder of every package. */
export const MANIFEST_FILE = 'blockloom.json'
/** The declarations of its blocks, in a packed file: written by `blocks pack`, so that it can be looked into without being run. */
export const BLOCKS_FILE = 'blockloom.blocks.json'
/** Characters of an icon. */
export const ICON_LIMIT = 16_384

/** How a package is run: a JavaScript or TypeScript module, a Python file, or any program. */
export type PackageRun =
  | { readonly javascript: string }
  | { readonly python: string }
  | { readonly command: readonly [string, ...string[]] }

/** `blockloom.json`, format 1, with its defaults filled in. */
export type PackageManifest = {
  readonly format: 1
  /** its types begin with it: `acme` for `acme/thing` */
  readonly name: string
  /** as the palette names it */
  readonly title: string
  readonly description: string
  readonly author: string
  readonly license: string
  /** by semver.org */
  readonly version: string
  /** the versions of Blockloom that it works with, as npm writes ranges */
  readonly blockloom: string
  readonly permissions: PackagePermissions
  readonly run: PackageRun
  /** calls that one of its processes works on at once */
  readonly atOnce?: number
  /** most memory of one of its processes */
  readonly memoryMb?: number
  /** block type (without the package's name) to a drawing in the package */
  readonly icons: Readonly<Record<string, string>>
  /** files that `pack` and `install` leave out, as patterns: `notes/**` */
  readonly leaveOut: readonly string[]
}

const INSIDE = /^(?!\/)(?![a-zA-Z]:)(?!.*(?:^|[\\/])\.\.(?:[\\/]|$))[^\0\\]+$/
const inside = z.string().max(300).regex(INSIDE, 'names no file inside the package')
const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\r\n\0]*$/, 'is not one line')
const HOST = /^(\*|(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[?[0-9a-f:]+\]?)$/i
const folder = line(500).regex(/^[^*]+$/, 'names no single folder')

const shape = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1, 'is not 1, the only format known here'),
  name: z.string().refine(isPackageName, {
    error: 'is no name for a package: use lower-case letters, digits and -, and no kind of standard block',
  }),
  title: line(60).min(1).optional(),
  description: line(300).default(''),
  author: line(200).default(''),
  license: line(100).default(''),
  version: z.string().refine(isVersion, { error: 'is no version such as 1.0.0' }),
  blockloom: z.string().max(200).refine(isRange, { error: 'is no range of versions such as ^0.1' }),
  permissions: z
    .strictObject({
      net: z
        .array(line(200).regex(HOST, 'is no host: write api.example.org, *.example.org or *'))
        .max(100)
        .default([]),
      read: z.array(folder).max(100).default([]),
      write: z.array(folder).max(100).default([]),
      run: z.boolean().default(false),
    })
    .default({ net: [], read: [], write: [], run: false }),
  run: z.union(
    [
      z.strictObject({ javascript: inside }),
      z.strictObject({ python: inside }),
      z.strictObject({ command: z.tuple([line(500).min(1)], line(2000)) }),
    ],
    'is none of { "javascript": "main.js" }, { "python": "main.py" } and { "command": ["program", "word"] }',
  ),
  atOnce: z.int().min(1).max(100).optional(),
  memoryMb: z.int().min(64).max(8192).optional(),
  icons: z.record(z.string().max(40), inside).default({}),
  leaveOut: z.array(line(300)).max(100).default([]),
})

/**
 * Reads a package's manifest. All that is wrong is told at once.
 * @param text of `blockloom.json`
 * @throws AppError `package.broken-manifest` with `details.problems`, or with `details.line` where it is no JSON
 */
export function parseManifest(text: string): PackageManifest {
  if (text.length > 100_000) throw broken('it is longer than 100,000 characters', [])
  const read = shape.safeParse(readOrRefuse(text))
  if (read.success) return { ...read.data, title: read.data.title ?? read.data.name }
  const problems = read.error.issues.flatMap(problemsOf)
  const [first] = problems
  throw broken(
    `${first?.message}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`,
    problems,
  )
}

function readOrRefuse(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { line, column } = error.details
    throw new AppError({
      code: 'package.broken-manifest',
      message: `${MANIFEST_FILE} is no JSON: ${error.message}`,
      fix: error.fix,
      details: { file: MANIFEST_FILE, line, column },
      cause: error,
    })
  }
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.join('.')
  const problem = (at: string, why: string): Problem => ({
    code: 'package.broken-manifest',
    severity: 'error',
    message: at === '' ? why : `"${at}" ${why}`,
    fix: at === '' ? `Mend ${MANIFEST_FILE}.` : `Mend "${at}" in ${MANIFEST_FILE}.`,
    path: at,
  })
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      problem(path === '' ? key : `${path}.${key}`, 'is not known in a manifest'),
    )
  return [problem(path, issueWords(issue))]
}

const broken = (why: string, problems: readonly Problem[]): AppError =>
  new AppError({
    code: 'package.broken-manifest',
    message: `${MANIFEST_FILE} cannot be used: ${why}.`,
    fix: problems[0]?.fix ?? `Mend ${MANIFEST_FILE}.`,
    details: { file: MANIFEST_FILE, problems, path: problems[0]?.path },
  })
