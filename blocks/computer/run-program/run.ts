import { implement, parseData } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { runProgram } from './block.ts'

/** Characters of what a program complained about that stand in the error. */
const LONGEST_COMPLAINT = 300

export const run = implement(runProgram, async (config, ctx) => {
  const { program, shell, as, failOn } = config
  if (shell && config.args.length > 0) throw argumentsWithShell()
  const folder = config.folder === undefined ? undefined : await ctx.files.resolve(config.folder)
  const { code, signal, out, err } = await ctx.computer.run({
    program,
    shell,
    args: config.args.map(asText),
    environment: textsOf(config.environment ?? {}),
    ...(folder !== undefined && { folder }),
    ...(config.input !== undefined && { input: config.input }),
  })
  if (code === null) throw endedBySignal(program, String(signal), err)
  if (code !== 0 && failOn === 'not 0') throw failed(program, code, err || out)
  if (err) ctx.log.info(err.trimEnd().slice(0, 2000))
  return { next: { code, out: readAs(out, as, program), err } }
})

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

const textsOf = (values: Readonly<Record<string, Json>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asText(value)]))

function readAs(out: string, as: 'text' | 'lines' | 'json', program: string): Json {
  if (as === 'json') return parseData(out, `What ${program} wrote`)
  if (as === 'text') return out
  const lines = out.split(/\r\n|\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** The last words of a program say why; the first ones are often a banner. */
function complaint(text: string): string {
  const said = text.trim()
  if (said === '') return '.'
  return `. It said: "${said.length > LONGEST_COMPLAINT ? `...${said.slice(-LONGEST_COMPLAINT)}` : said}"`
}

const failed = (program: string, code: number, said: string): AppError =>
  new AppError({
    code: 'program.failed',
    message: `${program} ended with exit code ${code}${complaint(said)}`,
    fix: 'Look at what it said. If that code is no failure, choose "no exit code" at "Fail on".',
    details: { exitCode: code },
  })

const endedBySignal = (program: string, signal: string, said: string): AppError =>
  new AppError({
    code: 'program.killed',
    message: `${program} was ended by ${signal}${complaint(said)}`,
    fix: 'Something outside of Blockloom ended it; perhaps there was no memory left.',
    details: { signal },
  })

const argumentsWithShell = (): AppError =>
  new AppError({
    code: 'config.wrong-kind',
    message: '"Arguments" must be empty when the program runs through the shell: the line holds them all.',
    fix: 'Write the whole line at "Program", or take away the tick "Through the shell".',
    details: { field: 'args' },
  })
