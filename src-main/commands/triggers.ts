import type { Command } from 'commander'
import type { Client, TriggerState } from '#shared/contract'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { registerCatch } from './catch-call.ts'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { findFlow } from './find-flow.ts'
import { readInput } from './run-arguments.ts'
import { table, when } from './table.ts'

/** `blockloom triggers …`: what starts runs. */
export function register(program: Command, host: CommandHost): void {
  const triggers = program
    .command('triggers')
    .description('Look at what starts runs, switch it on and off, fire it')
  registerList(triggers, host)
  registerSwitches(triggers, host)
  registerFire(triggers, host)
  registerNext(triggers, host)
  registerCatch(triggers, host)
  registerPause(triggers, host)
}

function registerList(triggers: Command, { io, connect }: CommandHost): void {
  triggers
    .command('list')
    .description('The triggers of the flows that are on, with their state')
    .option('--flow <flow>', 'only those of this flow (id or name)')
    .option('--json', 'one JSON line for each trigger')
    .addHelpText('after', '\nExample:\n  blockloom triggers list')
    .action(async (options: { flow?: string; json?: boolean }) => {
      const { found, pausedSince } = await connect(async (client) => ({
        found: await client.triggers.list({
          flow: options.flow === undefined ? undefined : (await findFlow(client, options.flow)).id,
        }),
        ...(await client.triggers.paused()),
      }))
      if (options.json) for (const one of found) printJsonLine(io, one)
      else if (found.length === 0)
        io.err('No trigger is on. Switch on a flow that has one with: blockloom flows on FLOW\n')
      else {
        io.out(
          table(
            ['flow', 'block', 'kind', 'state', 'next', 'last', 'fired', 'name'],
            found.map((one) => [
              one.flowId,
              one.block,
              one.type.replace('start/', ''),
              one.state,
              when(one.next),
              when(one.firedAt),
              String(one.fired),
              `${one.flowName}: ${one.blockName}`,
            ]),
          ),
        )
        for (const one of found)
          if (one.error) io.err(`${whoIs(one)}: ${one.error.message} ${one.error.fix ?? ''}\n`)
      }
      if (pausedSince !== null)
        io.err('All triggers are paused. Let them fire with: blockloom triggers go-on\n')
    })
}

const whoIs = ({ flowName, blockName }: TriggerState): string => `"${blockName}" of "${flowName}"`

function registerSwitches(triggers: Command, { io, connect }: CommandHost): void {
  for (const [word, what] of [
    ['enable', 'on'],
    ['disable', 'off'],
  ] as const)
    triggers
      .command(word)
      .description(`Switch one trigger ${what}; the others of its flow stay as they are`)
      .argument('<flow>', 'id or name of its flow')
      .argument('[block]', 'id or name of the start block; not needed where the flow has one')
      .addHelpText('after', `\nExample:\n  blockloom triggers ${word} "Nightly backup"`)
      .action(async (flow: string, block: string | undefined) => {
        const one = await connect(async (client) =>
          client.triggers[word](await findTrigger(client, flow, block)),
        )
        io.err(`${whoIs(one)} is ${one.state === 'off' ? 'off' : 'on'}.\n`)
      })
}

function registerFire(triggers: Command, { io, connect }: CommandHost): void {
  triggers
    .command('fire')
    .description('Fire a trigger now')
    .argument('<flow>', 'id or name of its flow')
    .argument('[block]', 'id or name of the start block; not needed where the flow has one')
    .option('--value <json>', 'what the run starts with: JSON, @file, or - for stdin; missing: its sample')
    .option('--json', 'print { outcome, runId }')
    .addHelpText('after', '\nExample:\n  blockloom triggers fire "Nightly backup"')
    .action(async (flow: string, block: string | undefined, options: { value?: string; json?: boolean }) => {
      const value: Json | undefined = await readInput(options.value, io, '--value')
      const fired = await connect(async (client) =>
        client.triggers.fire({ ...(await findTrigger(client, flow, block)), value }),
      )
      if (options.json) return printJson(io, fired)
      if (fired.runId !== undefined) io.out(`${fired.runId}\n`)
      else io.err(`It started no run: ${fired.why}\n`)
    })
}

function registerNext(triggers: Command, { io, connect }: CommandHost): void {
  triggers
    .command('next')
    .description('The next times of a trigger')
    .argument('<flow>', 'id or name of its flow')
    .argument('[block]', 'id or name of the start block; not needed where the flow has one')
    .option('--count <count>', 'how many', '5')
    .option('--json', 'print a list of ISO times')
    .addHelpText('after', '\nExample:\n  blockloom triggers next "Nightly backup" --count 10')
    .action(async (flow: string, block: string | undefined, options: { count: string; json?: boolean }) => {
      const count = readCount(options.count)
      const times = await connect(async (client) =>
        client.triggers.next({ ...(await findTrigger(client, flow, block)), count }),
      )
      if (options.json)
        printJson(
          io,
          times.map((at) => new Date(at).toISOString()),
        )
      else if (times.length === 0) io.err('It has no times of its own.\n')
      else io.out(`${times.map(when).join('\n')}\n`)
    })
}

function registerPause(triggers: Command, { io, connect }: CommandHost): void {
  triggers
    .command('pause')
    .description('Pause every trigger, over restarts too; runs under way go on')
    .addHelpText('after', '\nExample:\n  blockloom triggers pause')
    .action(async () => {
      await connect((client) => client.triggers.pause())
      io.err('All triggers are paused. Let them fire with: blockloom triggers go-on\n')
    })
  triggers
    .command('go-on')
    .description('Let triggers fire again')
    .addHelpText('after', '\nExample:\n  blockloom triggers go-on')
    .action(async () => {
      await connect((client) => client.triggers.goOn())
      io.err('Triggers fire again.\n')
    })
}

function readCount(word: string): number {
  const count = Number(word)
  if (Number.isInteger(count) && count >= 1 && count <= 100) return count
  throw new AppError({
    code: 'command.wrong-use',
    message: `--count ${word} is not a count.`,
    fix: 'Give a whole number from 1 to 100.',
  })
}

/** @throws AppError `flow.not-found`, `trigger.not-found`, `trigger.ambiguous` */
async function findTrigger(
  client: Client,
  flowWord: string,
  blockWord: string | undefined,
): Promise<{ flow: string; block: string }> {
  const flow = await findFlow(client, flowWord)
  const all = await client.triggers.list({ flow: flow.id })
  const found =
    blockWord === undefined
      ? all
      : all.filter(({ block, blockName }) => [block, blockName].includes(blockWord))
  const [first] = found
  if (first && found.length === 1) return { flow: flow.id, block: first.block }
  if (all.length === 0)
    throw new AppError({
      code: 'trigger.not-found',
      message: `"${flow.name}" is off, or has no trigger.`,
      fix: `Switch it on with: blockloom flows on ${flow.id}`,
    })
  const names = all.map(({ block, blockName }) => `${block} ("${blockName}")`).join(', ')
  throw new AppError({
    code: first ? 'trigger.ambiguous' : 'trigger.not-found',
    message: first
      ? `"${flow.name}" has ${all.length} triggers.`
      : `"${flow.name}" has no trigger "${blockWord}".`,
    fix: `Name one of: ${names}.`,
  })
}
