import { type Chance, chanceOf } from '../simulation/chance.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** What a person, a caller or the world does to a host. */
export type Deed =
  | { do: 'turn'; ms: number }
  | { do: 'jump'; ms: number }
  | { do: 'emit'; name: 'tick' | 'go' | 'fail'; id: number; key?: string }
  | { do: 'call'; id: number }
  | { do: 'pause' | 'go on' | 'enable' | 'disable' | 'switch off' | 'switch on' | 'save' }
  | { do: 'edit'; minutes: number }

/** Where the host dies while a deed is done: after its n-th commit, or at the end of a turn, its writes lost. */
export type Death = { after: 'commit'; n: number } | { after: 'turn'; n: number }

export type History = {
  seed: number
  minutes: number
  every: number
  catchUp: { schedule: Rule; every: Rule }
  limit: null | { atMost: number; beyond: 'queue' | 'drop' }
  deeds: { deed: Deed; deaths: Death[] }[]
}
type Rule = 'latest' | 'all' | 'none'
const RULES: readonly Rule[] = ['latest', 'all', 'none']

/** One history, the same for the same seed. Each tenth host dies after every single commit. */
export function makeHistory(seed: number): History {
  const chance = chanceOf('firing', seed)
  const isDoomed = seed % 10 === 0
  const length = chance.between(6, 11)
  let paused = false
  const deeds: History['deeds'] = []
  for (let id = 0; id < length; id++) {
    const deed = pickDeed(chance, seed * 1000 + id, paused)
    if (deed.do === 'pause') paused = true
    if (deed.do === 'go on') paused = false
    deeds.push({ deed, deaths: deathsOf(chance, isDoomed) })
    // limits are about what comes within a minute
    const more = deed.do === 'emit' && deed.name === 'tick' ? chance.between(0, 4) : 0
    for (let i = 1; i <= more; i++)
      deeds.push({
        deed: { do: 'emit', name: 'tick', id: seed * 1000 + i * 100 + id, key: `key-${i}-${id}` },
        deaths: deathsOf(chance, isDoomed),
      })
  }
  return {
    seed,
    minutes: chance.pick([3, 5, 7]),
    every: chance.pick([90, 150, 420]),
    catchUp: { schedule: chance.pick(RULES), every: chance.pick(RULES) },
    limit: chance.often(0.3)
      ? null
      : { atMost: chance.between(1, 3), beyond: chance.often(0.5) ? 'queue' : 'drop' },
    deeds,
  }
}

function pickDeed(chance: Chance, id: number, paused: boolean): Deed {
  return chance.weighted<Deed>([
    [5, { do: 'turn', ms: chance.between(1, 12 * MINUTE) }],
    [2, { do: 'jump', ms: chance.between(MINUTE, 6 * HOUR) }],
    [1, { do: 'jump', ms: -chance.between(SECOND, HOUR) }],
    [5, { do: 'emit', name: 'tick', id, ...(chance.often(0.5) && { key: `key-${id}` }) }],
    [3, { do: 'emit', name: 'go', id, ...(chance.often(0.5) && { key: `key-${id}` }) }],
    [2, { do: 'emit', name: 'fail', id, ...(chance.often(0.5) && { key: `key-${id}` }) }],
    [3, { do: 'call', id }],
    [paused ? 0 : 1, { do: 'pause' }],
    [paused ? 4 : 0, { do: 'go on' }],
    [paused ? 0 : 1, { do: 'disable' }],
    [paused ? 0 : 2, { do: 'enable' }],
    [paused ? 0 : 1, { do: 'switch off' }],
    [paused ? 0 : 2, { do: 'switch on' }],
    [paused ? 0 : 1, { do: 'save' }],
    [paused ? 0 : 1, { do: 'edit', minutes: chance.pick([3, 4, 5, 7]) }],
  ])
}

/** The first is for the deed, the others for the hosts that take up what the one before left. */
function deathsOf(chance: Chance, isDoomed: boolean): Death[] {
  if (isDoomed) return Array.from({ length: 3 }, () => ({ after: 'commit', n: 1 }))
  if (chance.often(0.65)) return []
  const deaths = chance.often(0.3) ? chance.between(2, 3) : 1
  return Array.from({ length: deaths }, () =>
    chance.often(0.5)
      ? { after: 'commit', n: chance.between(1, 3) }
      : { after: 'turn', n: chance.between(0, 6) },
  )
}
