import type { Command } from 'commander'
import type { OpenQuestion } from '#shared/contract'
import { AppError } from '#shared/error'
import { wordsFor } from './ask-here.ts'
import { type CommandHost, printJsonLine } from './command-io.ts'
import { followToEnd } from './follow-run.ts'
import { when } from './table.ts'

/** `blockloom runs questions|reply`: what flows ask people, and the answers. */
export function registerQuestions(runs: Command, host: CommandHost): void {
  registerList(runs, host)
  registerReply(runs, host)
}

function registerList(runs: Command, { io, connect }: CommandHost): void {
  runs
    .command('questions')
    .description('What flows ask people and nobody has answered, oldest first')
    .option('--json', 'one JSON line for each question')
    .addHelpText('after', '\nExample:\n  blockloom runs questions')
    .action(async ({ json }: { json?: boolean }) => {
      const open = await connect((client) => client.runs.questions())
      if (json) for (const question of open) printJsonLine(io, question)
      else if (open.length === 0) io.err('Nobody is asked anything.\n')
      else io.out(open.map(asText).join('\n'))
    })
}

/** A question with all that is needed to answer it. */
function asText(question: OpenQuestion): string {
  const { run, flowName, blockName, since, until, link } = question
  const times = `since ${when(since)}${until === undefined ? '' : `, until ${when(until)}`}`
  const lines = [
    question.question,
    `  ${flowName}: ${blockName}, ${times}`,
    `  blockloom runs reply ${run} ${JSON.stringify(blockName)} ${wordsFor(question)}`,
    ...(link ? [`  ${link}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function registerReply(runs: Command, { io, connect }: CommandHost): void {
  runs
    .command('reply')
    .usage('[options] <run> [block] <answer>')
    .description('Answer what a run asks, and follow it until it ends or asks again')
    .argument('<run>', 'its id')
    .argument(
      '<words...>',
      'the answer: yes or no, one of the choices, a text, a number; before it the block that asks (id or name), where several do',
    )
    .option('--json', 'print { runId, status, output, error, steps, durationMs }')
    .addHelpText(
      'after',
      '\nExample:\n  blockloom runs reply run_01JD yes\n  blockloom runs reply run_01JD "Which size" Large',
    )
    .action(async (id: string, words: string[], { json }: { json?: boolean }) => {
      const order = { id, ...readWords(words) }
      process.exitCode = await connect(async (client) =>
        followToEnd(client, io, await client.runs.reply(order), { json, untilAsked: true }),
      )
    })
}

/** @throws AppError `command.wrong-use` */
function readWords([first = '', second, ...rest]: readonly string[]): { block?: string; answer: string } {
  if (rest.length > 0)
    throw new AppError({
      code: 'command.wrong-use',
      message: 'There are more words than a block and an answer.',
      fix: 'Put an answer of several words in quotes.',
    })
  return second === undefined ? { answer: first } : { block: first, answer: second }
}
