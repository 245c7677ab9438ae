import type { Command } from 'commander'
import type { BlockCatalog } from '#shared/block'
import { AppError, type Problem } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import { knownBlocks } from '../api/known-blocks.ts'
import { missingFlowsIn } from '../api/missing-flows-in.ts'
import { checkFlowFile } from '../api/validate-flow.ts'
import { type CommandHost, printJsonLine } from './command-io.ts'
import { EXIT } from './exit-code.ts'
import { readNamedFile } from './read-flow-file.ts'

/** `blockloom flows validate FILE...`: needs no running host, and of the data folder only what is installed and kept there. */
export function register(flows: Command, { io, dataFolder }: CommandHost): void {
  flows
    .command('validate')
    .description('Check flow files: every problem, with its place and what to do')
    .argument('<files...>', 'flow files')
    .option('--json', 'one JSON line for each file: { file, problems }')
    .addHelpText('after', '\nExample:\n  blockloom flows validate flows/*.flow.json --json')
    .action(async (files: string[], { json }: { json?: boolean }) => {
      const blocks = knownBlocks(dataFolder)
      const checked = await Promise.all(files.map((file) => checkFile(file, io.cwd, blocks)))
      const missing = missingFlowsIn(dataFolder, blocks, checked)
      let wrong = 0
      for (const { file, document, problems: own } of checked) {
        const problems = document ? [...own, ...missing(document)] : own
        if (problems.some((problem) => problem.severity === 'error')) wrong++
        if (json) printJsonLine(io, { file, problems })
        else io.out(problems.length === 0 ? `${file}: good\n` : problems.map((p) => line(file, p)).join(''))
      }
      if (wrong > 0) process.exitCode = EXIT.wrongUse
    })
}

type CheckedFile = { file: string; document?: FlowDocument; problems: Problem[] }

async function checkFile(file: string, cwd: string, blocks: BlockCatalog): Promise<CheckedFile> {
  try {
    return { file, ...checkFlowFile(await readNamedFile(file, cwd), blocks) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { file, problems: [asProblem(error)] }
  }
}

const asProblem = ({ code, message, fix, details }: AppError): Problem => ({
  code,
  severity: 'error',
  message,
  fix: fix ?? '',
  ...(typeof details.line === 'number' && { line: details.line }),
  ...(typeof details.column === 'number' && { column: details.column }),
})

function line(file: string, { line, column, severity, message, fix, block, path }: Problem): string {
  const place = line === undefined ? '' : `:${line}:${column ?? 1}`
  const where = [block, path].filter(Boolean).join(' ')
  return `${file}${place}: ${severity}: ${message} ${fix}${where ? ` (${where})` : ''}\n`
}
