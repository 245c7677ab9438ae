import type { Command } from 'commander'
import { askYes } from './ask-yes.ts'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { registerInstall } from './install-package.ts'
import { registerWorkshop } from './package-workshop.ts'
import { holdWord, packageWords } from './say-package.ts'
import { table, when } from './table.ts'

/** `blockloom blocks …`: packages with blocks of other people, and making them. */
export function register(program: Command, host: CommandHost): void {
  const blocks = program
    .command('blocks')
    .description('Block packages: make, test, pack, install, look after')
  registerList(blocks, host)
  registerShow(blocks, host)
  registerWorkshop(blocks, host)
  registerInstall(blocks, host)
  registerRemove(blocks, host)
}

function registerList(blocks: Command, { io, connect }: CommandHost): void {
  blocks
    .command('list')
    .description('The packages that are installed')
    .option('--json', 'one JSON line for each package')
    .addHelpText('after', '\nExample:\n  blockloom blocks list')
    .action(async ({ json }: { json?: boolean }) => {
      const packages = await connect((client) => client.packages.list())
      if (json) for (const one of packages) printJsonLine(io, one)
      else if (packages.length === 0) io.err('No packages yet. Make one with: blockloom blocks new NAME\n')
      else
        io.out(
          table(
            ['name', 'version', 'blocks', 'enforced', 'title'],
            packages.map((one) => [
              ...[one.name, one.version, String(one.blocks.length), holdWord(one.holds), one.title],
            ]),
          ),
        )
    })
}

function registerShow(blocks: Command, { io, connect }: CommandHost): void {
  blocks
    .command('show')
    .description('One package: its blocks, what it may touch, what of that is enforced, which flows use it')
    .argument('<name>', 'its name, from: blockloom blocks list')
    .option('--json', 'the package and the flows')
    .addHelpText('after', '\nExample:\n  blockloom blocks show acme')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const one = await connect((client) => client.packages.show({ name }))
      if (json) return printJson(io, one)
      io.out(packageWords(one))
      io.out(
        `\n${table(
          ['type', 'title', 'does'],
          one.blocks.map((b) => [b.type, b.title, b.summary]),
        )}`,
      )
      const flows = one.usedBy.map((flow) => `"${flow.name}"`).join(', ')
      io.out(`\nUsed by: ${flows || 'no flow'}\nInstalled ${when(one.installedAt)} from ${one.from}\n`)
    })
}

function registerRemove(blocks: Command, { io, connect }: CommandHost): void {
  blocks
    .command('remove')
    .description('Remove a package; its blocks stay in their flows as placeholders, which do not run')
    .argument('<name>', 'its name, from: blockloom blocks list')
    .option('-y, --yes', 'agree without being asked')
    .option('--json', 'the package and the flows that use it')
    .addHelpText('after', '\nExample:\n  blockloom blocks remove acme')
    .action(async (name: string, { yes, json }: { yes?: boolean; json?: boolean }) => {
      const gone = await connect(async (client) => {
        const { usedBy, version } = await client.packages.show({ name })
        const uses = usedBy.map((flow) => `"${flow.name}"`).join(', ')
        if (uses && !json) io.err(`These flows use ${name}, and would not run without it: ${uses}.\n`)
        if (!yes) await askYes(io, `Remove ${name} ${version}?`)
        return client.packages.remove({ name })
      })
      if (json) return printJson(io, gone)
      io.err(
        `${gone.name} ${gone.version} is removed.${gone.usedBy.length > 0 ? ' Its blocks stay in their flows as placeholders.' : ''}\n`,
      )
    })
}
