import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Client } from '#shared/contract'
import { askYes } from './ask-yes.ts'
import { type CommandHost, printJson } from './command-io.ts'
import { packageWords, tellMigrated } from './say-package.ts'

type Options = { yes?: boolean; json?: boolean }

/** `blockloom blocks install|update`: nothing of a package runs before a person has agreed to what it may touch. */
export function registerInstall(blocks: Command, host: CommandHost): void {
  const add = (how: 'install' | 'update', about: string, example: string) =>
    blocks
      .command(how)
      .description(about)
      .argument('<from>', 'the folder of a package, or a .blockloom file')
      .option('-y, --yes', 'agree without being asked')
      .option('--json', 'the installed package')
      .addHelpText('after', `\nExample:\n  ${example}`)
      .action((from: string, options: Options) => install(host, how, from, options))
  add(
    'install',
    'Install a package: shows what it may touch and asks; the same version again puts it in anew',
    'blockloom blocks install acme-1.0.0.blockloom',
  )
  add(
    'update',
    'Put a newer version in the place of an installed package; flows that use it are brought up to date',
    'blockloom blocks update acme-1.1.0.blockloom',
  )
}

async function install(
  { io, connect }: CommandHost,
  how: 'install' | 'update',
  word: string,
  options: Options,
) {
  // an address is told as such by the host
  const from = /^[a-z+]+:\/\/|^git@/i.test(word) ? word : resolve(io.cwd, word)
  const made = await connect(async (client) => {
    const look = await client.packages.look({ from, how })
    if (!options.json || !options.yes) io.err(packageWords(look))
    if (!options.yes) await askYes(io, question(how, look))
    return put(client, how, { from, digest: look.digest })
  })
  if (options.json) return printJson(io, made)
  tellMigrated(io, made.migrated)
  io.err(
    `${made.name} ${made.version} is installed: ${made.blocks.map(({ title }) => `"${title}"`).join(', ')}.\n`,
  )
}

const put = (client: Client, how: 'install' | 'update', order: { from: string; digest: string }) =>
  how === 'install' ? client.packages.install(order) : client.packages.update(order)

function question(
  how: 'install' | 'update',
  { name, version, before }: { name: string; version: string; before: string | null },
): string {
  if (how === 'update') return `Update ${name} from ${before} to ${version}?`
  return before === null ? `Install ${name} ${version}?` : `Put ${name} ${version} in again?`
}
