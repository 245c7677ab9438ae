import type { PackageLookView, PackageMigration } from '#shared/contract'
import { sayPermissions } from '#shared/package'
import type { CommandIo } from './command-io.ts'

type Told = Pick<
  PackageLookView,
  'name' | 'title' | 'version' | 'description' | 'author' | 'permissions' | 'holds'
>

/** A package, what it may touch, and what of that is enforced here. */
export function packageWords({
  name,
  title,
  version,
  description,
  author,
  permissions,
  holds,
}: Told): string {
  const declared = sayPermissions(permissions)
  return [
    `${title} (${name} ${version})${author ? `, by ${author}` : ''}`,
    ...(description ? [description] : []),
    '',
    declared.length === 0 ? 'It declares that it only computes.' : 'It declares that it:',
    ...declared.map((line) => `  ${line}`),
    'Here that means:',
    ...holds.map(({ says }) => `  ${says}`),
    '',
  ].join('\n')
}

/** What of the declared is enforced, in a word for a table. */
export const holdWord = (holds: Told['holds']): string => {
  if (holds.every(({ how }) => how === 'open')) return 'nothing'
  return holds.every(({ how }) => how === 'held') ? 'all' : 'in part'
}

/** What became of flows that use it. */
export function tellMigrated(io: CommandIo, { flows, left }: PackageMigration): void {
  for (const { name, blocks } of flows)
    io.err(`"${name}": ${blocks === 1 ? 'one block was' : `${blocks} blocks were`} brought up to date.\n`)
  for (const { name, block, why } of left) io.err(`"${name}", "${block}" was left as it is: ${why}\n`)
}
