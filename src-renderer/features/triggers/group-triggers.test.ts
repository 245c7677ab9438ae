import { expect, test } from 'vitest'
import type { TriggerState } from '#shared/contract'
import { groupTriggers } from './group-triggers.ts'

const trigger = (block: string, more: Partial<TriggerState>): TriggerState => ({
  ...{ flowId: 'flw_1', block, type: 'start/every', flowName: 'Flow', blockName: block, versionId: 'ver_1' },
  ...{ config: {}, state: 'armed', error: null, retryAt: null, next: null, firedAt: null },
  ...{ fired: 0, missed: 0, dropped: 0, failed: 0 },
  ...more,
})

test('what does not work comes first, then what comes next by its time, then what listens, then what rests', () => {
  const groups = groupTriggers([
    trigger('off', { state: 'off' }),
    trigger('late', { next: 2000 }),
    trigger('hook', {}),
    trigger('broken', { state: 'failed' }),
    trigger('soon', { next: 1000 }),
    trigger('resting', { state: 'paused' }),
    trigger('stopped', { state: 'stopped' }),
    trigger('hotkey', { state: 'elsewhere' }),
  ])
  expect(groups.map(({ name, triggers }) => [name, ...triggers.map(({ block }) => block)])).toEqual([
    ['failing', 'broken'],
    ['planned', 'soon', 'late'],
    ['listening', 'hook'],
    ['resting', 'resting', 'stopped'],
    ['off', 'off'],
    ['elsewhere', 'hotkey'],
  ])
})
