import type { Permissions } from './worker-program.ts'

/** What this host has to hold a package with. */
export type HoldFacts = {
  /** JavaScript workers run under Node's permission model; a desktop's utility processes do not */
  readonly model: boolean
  /** that model also shuts the network (Node 25 and later) */
  readonly netModel: boolean
}

/** For one thing that a package declares or does not: `held` by the system, by a `fence` in its process, or not at all. */
export type Hold = {
  readonly what: 'files' | 'net' | 'programs'
  readonly how: 'held' | 'fence' | 'open'
  readonly says: string
}

/**
 * What of the declared permissions is enforced here, as sentences for the person who installs. The words follow what
 * permission-flags.ts and inside/fence.ts do, which permissions.test.ts holds to it.
 * @param kind a JavaScript or TypeScript module, or any other program
 */
export function whatHolds(
  permissions: Permissions,
  kind: 'javascript' | 'program',
  { model, netModel }: HoldFacts,
): Hold[] {
  if (kind === 'program')
    return all(
      'It is a program of its own and can do whatever you can do on this computer: what it declares is a promise, and nothing holds it to that.',
    )
  if (permissions.run)
    return all(
      'It may start other programs, and those can do whatever you can do: nothing holds it to the rest of what it declares.',
    )
  return [files(permissions, model), net(permissions, netModel), programs(model)]
}

const all = (says: string): Hold[] => [{ what: 'programs', how: 'open', says }]

function files({ read, write }: Permissions, model: boolean): Hold {
  if (!model)
    return {
      what: 'files',
      how: 'open',
      says: 'In the desktop app its process cannot be kept from your files: which of them it uses is a promise.',
    }
  const rest = read.length + write.length > 0 ? 'any other file of yours' : 'files of yours'
  return { what: 'files', how: 'held', says: `Node's permission model keeps it from ${rest}.` }
}

function net({ net: hosts }: Permissions, netModel: boolean): Hold {
  if (hosts.includes('*')) return { what: 'net', how: 'open', says: 'It may talk to any address.' }
  if (hosts.length === 0 && netModel)
    return { what: 'net', how: 'held', says: "Node's permission model keeps it from the network." }
  const where = hosts.length === 0 ? 'the network' : 'other addresses'
  return {
    what: 'net',
    how: 'fence',
    says: `A fence in its process keeps it from ${where}: that stops mistakes, not code made to get round it.`,
  }
}

const programs = (model: boolean): Hold =>
  model
    ? { what: 'programs', how: 'held', says: "Node's permission model keeps it from starting programs." }
    : {
        what: 'programs',
        how: 'fence',
        says: 'A fence in its process keeps it from starting programs: that stops mistakes, not code made to get round it.',
      }
