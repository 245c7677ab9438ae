import { Command, CommanderError } from 'commander'
import { AppError } from '#shared/error'
import { nearestWord } from '#shared/flow'
import { register as backup } from './backup.ts'
import { register as blocks } from './blocks.ts'
import type { CommandHost } from './command-io.ts'
import { register as emit } from './emit.ts'
import { register as env } from './env.ts'
import { exitCodeOf } from './exit-code.ts'
import { register as flows } from './flows.ts'
import { register as run } from './run.ts'
import { register as runs } from './runs.ts'
import { register as secrets } from './secrets.ts'
import { register as serve } from './serve.ts'
import { register as settings } from './settings.ts'
import { register as stopAll } from './stop-all.ts'
import { register as studio } from './studio.ts'
import { register as tokens } from './tokens.ts'
import { register as triggers } from './triggers.ts'

/** All commands. Results go to stdout, everything else to stderr. */
export function makeProgram(host: CommandHost, version: string): Command {
  const program = new Command('blockloom')
    .description('Snap blocks together, watch values flow, leave it running.')
    .version(version)
    .option('--debug', 'show the stack of an error')
    .addHelpText(
      'after',
      `\nYour flows and their history lie in ${host.dataFolder}\n(set BLOCKLOOM_HOME to keep them elsewhere).`,
    )
    .exitOverride()
    .configureOutput({ writeOut: host.io.out, writeErr: () => {} })
    .showSuggestionAfterError()
  for (const register of [
    studio,
    serve,
    run,
    flows,
    runs,
    triggers,
    emit,
    stopAll,
    blocks,
    secrets,
    env,
    settings,
    tokens,
    backup,
  ])
    register(program, host)
  inherit(program)
  return program
}

/** Commander gives its settings only to commands made afterwards through the same object. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command)
    child.exitOverride((error) => {
      throw new WrongWords(error, child)
    })
    inherit(child)
  }
}

/** What is wrong with the words of a command, and which command that is. */
class WrongWords extends CommanderError {
  readonly said: string
  constructor({ exitCode, code, message }: CommanderError, command: Command) {
    super(exitCode, code, message)
    const unknown = unknownOf(command, code)
    this.said = unknown ?? `${whatIsWrong(command, code, message)} See: ${nameOf(command)} --help`
  }
}

function whatIsWrong(command: Command, code: string, message: string): string {
  if (code !== 'commander.help') return sentence(message)
  return `"${nameOf(command)}" wants one more word: ${wordsOf(command).join(', ')}.`
}

/** A word that is no command is taken for a word too many of the one that is meant where there is none. */
function unknownOf({ parent }: Command, code: string): string | undefined {
  const word = parent?.args[0]
  if (code !== 'commander.excessArguments' || !parent || word === undefined) return undefined
  const words = wordsOf(parent)
  if (words.includes(word)) return undefined
  const meant = nearestWord(word, words)
  return `There is no command "${word}".${meant ? ` Is it "${meant}"?` : ''} See: ${nameOf(parent)} --help`
}

const wordsOf = (command: Command): string[] =>
  command.commands.map((one) => one.name()).filter((one) => one !== 'help')

/** With those it belongs to: `blockloom blocks list`. */
const nameOf = (command: Command): string =>
  command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()

/** Runs one command line (without node and script). Gives back the exit code; throws nothing. */
export async function runProgram(
  program: Command,
  host: CommandHost,
  words: readonly string[],
): Promise<number> {
  try {
    await program.parseAsync(words as string[], { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    return explain(
      error,
      host,
      program.opts<{ debug?: boolean }>().debug === true || words.includes('--debug'),
    )
  }
}

function explain(error: unknown, { io }: CommandHost, debug: boolean): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    io.err(
      `${error instanceof WrongWords ? error.said : `${sentence(error.message)} See: blockloom --help`}\n`,
    )
    return 2
  }
  const shown = error instanceof AppError ? error : unexpected(error)
  io.err(`${shown.message}${shown.fix ? ` ${shown.fix}` : ''}\n`)
  const problems = shown.details.problems
  // a single one is the sentence above
  if (Array.isArray(problems) && problems.length > 1)
    for (const p of problems) io.err(`- ${p.message} ${p.fix}\n`)
  if (debug && error instanceof Error) io.err(`${error.stack}\n`)
  return exitCodeOf(error)
}

/** Commander says "error: unknown option '--x'\n(Did you mean --y?)". */
function sentence(message: string): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\n/g, ' ')
    .trim()
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? '' : '.'}`
}

const unexpected = (error: unknown): AppError =>
  new AppError({
    code: 'bug',
    message: `Something went wrong inside Blockloom: ${(error as Error)?.message ?? error}.`,
    fix: 'This is a bug. Run it again with --debug and tell us what it prints.',
    cause: error,
  })
