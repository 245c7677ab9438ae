import type { Block, FlowDocument } from '#shared/flow'
import { flowOf } from '../../support/flow-of.ts'

/**
 * A flow to be killed. It asks the world outside for `gate`, which the test opens; then comes the step that the kill
 * is about, in one of several surroundings; then `last`, which sends what that step gave to the world outside.
 */
export type KilledFlow = {
  document: FlowDocument
  /** the step that the kill is about: its block, which pointer there and which attempt */
  block: string
  nth: number
  attempt: number
  /** its key */
  key(runId: string): string
  /** the keys of all requests that a run makes */
  keys(runId: string): string[]
  /** of the steps whose answers `last` sends on, in their order */
  sent(runId: string): string[]
  /** whether the step of a key may be done again without asking */
  isSafe(key: string): boolean
}

export const KINDS = ['once', 'key', 'again', 'pass', 'beside', 'retried'] as const
export type Kind = (typeof KINDS)[number]

/** beyond what a record holds itself */
const LARGE = 300_000

type Surroundings = { parts: Parameters<typeof flowOf>[0]; path: string; nth?: number; beside?: string }

/**
 * @param round goes into the blocks' ids, so that no other round's requests are taken for this one's
 * @param turn of what is not the kind's own: whether the step may be done again, which pass it is in, how large it is
 */
export function killedFlow(kind: Kind, round: string, turn: number, url: string): KilledFlow {
  const named = (id: string) => `${id}-${round}`
  const post = (id: string, config: object = {}): Pick<Block, 'id' | 'type' | 'config'> => ({
    id: named(id),
    type: 'web/request',
    config: { url: `${url}/${named(id)}`, method: 'POST', body: '{{ input }}', ...config },
  })
  const mayRepeat = kind === 'key' || (kind !== 'once' && turn % 2 === 0)
  const effect = {
    ...post('effect', {
      ...(turn % 3 === 2 && { body: `{{ "x".repeat(${LARGE}) }}` }),
      ...(mayRepeat && { honoursKey: true }),
    }),
    ...(kind === 'again' && { options: { again: true } }),
    ...(kind === 'retried' && {
      options: { retry: { times: 1, wait: '20ms', backoff: 'fixed' as const, jitter: false } },
    }),
  }
  const { parts, path, nth = 0, beside } = around()
  const pathsOf = (paths: string[]) => (id: string) => paths.map((one) => `${id}:${named('effect')}:${one}:0`)
  const passes = kind === 'pass' ? [0, 1, 2].map((n) => `${named('loop')}[${n}]`) : [path]
  const besideKey = (id: string) => (beside ? [`${id}:${named('beside')}:${beside}:0`] : [])
  return {
    document: flowOf([
      { id: 'start', type: 'start/manual', to: { next: named('gate') } },
      { ...post('gate', { method: 'GET', body: undefined }), to: { next: parts[0]?.id ?? '' } },
      ...parts,
      { ...post('last', { honoursKey: true }), to: { next: 'end' } },
      { id: 'end', type: 'control/return', config: { value: '{{ input.body.path }}' } },
    ]),
    block: named('effect'),
    nth,
    attempt: kind === 'retried' ? 2 : 1,
    key: (id) => `${id}:${named('effect')}:${path}:0`,
    keys: (id) =>
      [pathsOf(passes)(id), besideKey(id), [`${id}:${named('gate')}::0`, `${id}:${named('last')}::0`]].flat(),
    sent: (id) => [pathsOf(passes.slice(-1))(id), besideKey(id)].flat(),
    isSafe: (key) => key.split(':')[1] !== named('effect') || mayRepeat || kind === 'again',
  }

  function around(): Surroundings {
    const last = { next: named('last') }
    if (kind === 'pass') {
      const loop = { id: named('loop'), type: 'control/repeat', config: { times: 3 } }
      return {
        parts: [{ ...loop, to: { each: effect.id, ...last } }, effect],
        path: `${loop.id}[${turn % 3}]`,
        nth: turn % 3,
      }
    }
    if (kind === 'beside') {
      const both = { id: named('both'), type: 'control/parallel', config: { branches: 2 } }
      const other = post('beside', { honoursKey: true })
      return {
        parts: [{ ...both, to: { 1: effect.id, 2: other.id, ...last } }, effect, other],
        path: `${both.id}.1`,
        beside: `${both.id}.2`,
      }
    }
    return { parts: [{ ...effect, to: last }], path: '' }
  }
}
