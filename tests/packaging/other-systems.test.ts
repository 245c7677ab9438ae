import { afterAll, beforeAll, describe, test } from 'vitest'
import { describeExecutable } from './describe-executable.ts'
import { HERE, PACKING, type Packed, packApp } from './pack-app.ts'

const others = (['linux', 'darwin', 'win32'] as const).filter((system) => system !== HERE)

describe.each(others)('packed for %s, from here', (system) => {
  if (system === 'darwin' && HERE === 'win32')
    return test.skip('electron-builder does not pack for macOS on Windows', () => {})
  let packed: Packed
  beforeAll(async () => {
    packed = await packApp(system)
  }, PACKING)
  afterAll(() => packed?.remove())
  describeExecutable(system, () => packed)
})
