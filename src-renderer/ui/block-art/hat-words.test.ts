import { expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { hatWords } from './hat-words.ts'

const said: [string, JsonObject, string][] = [
  ['start/schedule', { cron: '0 9 * * 1-5' }, 'every weekday at 09:00'],
  [
    'start/schedule',
    { cron: 'every day at 7:30', zone: 'Europe/Berlin' },
    'every day at 07:30 (Europe/Berlin)',
  ],
  ['start/every', { every: '15m' }, 'every 15 minutes'],
  ['start/every', { every: '1h' }, 'every hour'],
  ['start/every', {}, 'every 5 minutes'],
  [
    'start/webhook',
    { path: 'orders/{id}', methods: ['GET', 'POST'] },
    'when GET, POST arrives at orders/{id}',
  ],
  ['start/file-changed', { folders: ['~/Downloads'] }, 'when a file is created in ~/Downloads'],
  ['start/flow-failed', {}, 'when any flow fails'],
]

test.each(said)('%s with %j starts a flow "%s"', (type, config, words) => {
  expect(hatWords(type, config as JsonObject)).toBe(words)
})

test('what cannot be read stays as it is written', () => {
  expect(hatWords('start/schedule', { cron: '{{ vars.when }}' })).toBe('{{ vars.when }}')
  expect(hatWords('start/every', { every: '{{ vars.pause }}' })).toBe('every {{ vars.pause }}')
  expect(hatWords('pigeon/arrived', {})).toBe('pigeon/arrived')
})
