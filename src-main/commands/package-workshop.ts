import { isAbsolute, relative, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { PackageReport, PackReport } from '../packages/workshop.ts'
import { type CommandHost, type CommandIo, printJson } from './command-io.ts'
import { EXIT } from './exit-code.ts'

/** `blockloom blocks new|test|pack`: for makers of packages; they need no data folder. */
export function registerWorkshop(blocks: Command, host: CommandHost): void {
  registerNew(blocks, host)
  registerTest(blocks, host)
  registerPack(blocks, host)
}

function registerNew(blocks: Command, { io, workshop }: CommandHost): void {
  blocks
    .command('new')
    .description('Write a small package that works at once, to begin with')
    .argument('<name>', 'lower-case letters, digits and -; the types of its blocks begin with it')
    .addOption(
      new Option('--language <language>', 'what it is written in')
        .choices(['typescript', 'javascript', 'python'])
        .default('typescript'),
    )
    .option('--folder <folder>', 'where; a new folder of that name here, unless told')
    .option('--json', 'the folder and its files')
    .addHelpText('after', '\nExample:\n  blockloom blocks new acme --language python')
    .action(async (name: string, { language, folder, json }: NewOptions) => {
      const place = resolve(io.cwd, folder ?? name)
      const files = await (await workshop()).make({ name, language, folder: place })
      if (json) return printJson(io, { folder: place, files })
      const shown = shownPath(io.cwd, place)
      io.out(files.map((file) => `${shown}/${file}\n`).join(''))
      io.err(`Try it with: blockloom blocks test ${shown}\n`)
    })
}
type NewOptions = { language: 'typescript' | 'javascript' | 'python'; folder?: string; json?: boolean }

function registerTest(blocks: Command, { io, workshop }: CommandHost): void {
  blocks
    .command('test')
    .description('Hold a package to its contract: examples, unusual config, being stopped, the deadline')
    .argument('[folder]', 'the folder of the package', '.')
    .option('--json', 'the report')
    .addHelpText('after', '\nExample:\n  blockloom blocks test acme')
    .action(async (folder: string, { json }: { json?: boolean }) => {
      const report = await (await workshop()).test(resolve(io.cwd, folder))
      if (json) printJson(io, report)
      else tellReport(io, report)
      if (report.failed > 0) process.exitCode = EXIT.failed
    })
}

function tellReport(io: CommandIo, { name, version, blocks, passed, failed }: PackageReport): void {
  io.out(`${name} ${version}\n`)
  for (const { type, title, checks } of blocks) {
    io.out(`\n${title} (${type})\n`)
    for (const { what, ok, why, note } of checks) {
      io.out(`  ${ok ? 'ok   ' : 'WRONG'} ${what}\n`)
      for (const more of [why, note]) if (more) io.out(`        ${more}\n`)
    }
  }
  io.out(`\n${passed} good, ${failed} wrong\n`)
}

function registerPack(blocks: Command, { io, workshop }: CommandHost): void {
  blocks
    .command('pack')
    .description('Make one file of a package, to give to others; the same files give the same bytes')
    .argument('[folder]', 'the folder of the package', '.')
    .option('-o, --out <file>', 'the file; NAME-VERSION.blockloom here, unless told')
    .option('--json', 'what was packed')
    .addHelpText('after', '\nExample:\n  blockloom blocks pack acme -o acme.blockloom')
    .action(async (folder: string, { out, json }: { out?: string; json?: boolean }) => {
      const target = out === undefined ? undefined : resolve(io.cwd, out)
      const packed = await (await workshop()).pack(resolve(io.cwd, folder), io.cwd, target)
      if (json) return printJson(io, packed)
      tellPacked(io, packed)
    })
}

function tellPacked(io: CommandIo, { name, version, file, bytes, files }: PackReport): void {
  io.out(`${shownPath(io.cwd, file)}\n`)
  io.err(`${name} ${version}: ${files} files in ${Math.max(1, Math.round(bytes / 1024))} KB.\n`)
}

/** Short where it lies below the folder one is in; whole elsewhere. */
function shownPath(cwd: string, path: string): string {
  const short = relative(cwd, path)
  // another drive has no short form
  return /^\.\.(?:[\\/]|$)/.test(short) || isAbsolute(short) ? path : short || '.'
}
