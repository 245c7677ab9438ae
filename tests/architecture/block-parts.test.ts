import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { runners } from '#blocks/runners'
import { missingParts, strayParts } from './block-parts.ts'

const root = join(import.meta.dirname, '..', '..')

describe('the folder of a block', () => {
  test('has all its parts', () => {
    expect(missingParts(root, catalog)).toEqual([])
  })

  test('is in the catalog, and its function among the runners', () => {
    expect(strayParts(root, catalog)).toEqual([])
    const without = [...catalog.values()].filter(
      ({ type, engine }) => runners.has(type) === (engine ?? false),
    )
    expect(without.map(({ type }) => `blocks/${type}`)).toEqual([])
    expect([...runners.keys()].filter((type) => !catalog.has(type))).toEqual([])
  })

  test('is named, with the part, when one is missing', () => {
    const copy = mkdtempSync(join(tmpdir(), 'blockloom-parts-'))
    onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
    const types = new Map([
      ['files/zip', {}],
      ['control/if', { engine: true }],
    ])
    const whole = () => {
      rmSync(join(copy, 'blocks'), { recursive: true, force: true })
      for (const type of types.keys())
        cpSync(join(root, 'blocks', type), join(copy, 'blocks', type), { recursive: true })
      expect([...missingParts(copy, types), ...strayParts(copy, types)]).toEqual([])
    }
    for (const part of ['block.ts', 'block.test.ts', 'README.md', 'icon.svg', 'run.ts']) {
      whole()
      rmSync(join(copy, 'blocks/files/zip', part))
      expect(missingParts(copy, types)).toEqual([`blocks/files/zip/${part}`])
    }
    whole()
    rmSync(join(copy, 'blocks/control/if/fixtures'), { recursive: true })
    expect(missingParts(copy, types)).toEqual(['blocks/control/if/fixtures/*.flow.json'])
    writeFileSync(join(copy, 'blocks/control/if/run.ts'), '')
    mkdirSync(join(copy, 'blocks/data/lost'), { recursive: true })
    expect(strayParts(copy, types).sort()).toEqual([
      'blocks/control/if/run.ts, which the engine does not call',
      'blocks/data/lost is in no catalog',
    ])
  })
})
