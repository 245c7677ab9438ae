import {
  appendFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { many } from '../../../tests/support/many.ts'
import { runsOf, switchOn } from '../../../tests/support/trigger-flow.ts'
import { pass, watchedFolder } from '../../../tests/support/watched-folder.ts'

type Told = { kind: string; file: { path: string; size: number }; from?: string }
type Deed =
  | { do: 'write' | 'append' | 'remove'; name: string }
  | { do: 'rename'; name: string; to: string }
  | { do: 'pass'; ms: number }
  | { do: 'crash' }

const name = fc.constantFrom('a', 'b', 'c', 'in/a', 'in/deep/b', 'out/c')
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('write', 'append', 'remove'), name }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rename' as const), name, to: name }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 100, max: 4000 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
)

/** What somebody knows of the folder who was only told what happened. @throws when that cannot be */
function believed(told: readonly Told[]): Map<string, number> {
  const files = new Map<string, number>()
  for (const { kind, file, from } of told) {
    const one = `${kind} ${file.path} ${from ?? ''}`
    if (kind === 'renamed') expect(files.delete(from as string), one).toBe(true)
    const wasThere = files.has(file.path)
    expect(wasThere, one).toBe(kind === 'changed' || kind === 'deleted')
    if (kind === 'deleted') files.delete(file.path)
    else files.set(file.path, file.size)
  }
  return files
}

function act(one: Deed, at: (way: string) => string): void {
  if (one.do === 'pass' || one.do === 'crash') return
  const path = at(one.name)
  if (one.do === 'write') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'new')
  } else if (!existsSync(path)) return
  else if (one.do === 'append') appendFileSync(path, 'more')
  else if (one.do === 'remove') rmSync(path)
  else if ('to' in one && one.name !== one.to) {
    mkdirSync(dirname(at(one.to)), { recursive: true })
    renameSync(path, at(one.to))
  }
}

test('whatever happens in whatever order, over crashes too: what is told leads to what is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 14 }), async (deeds) => {
      const hosts = diskHosts()
      const place = watchedFolder()
      let host: DiskHost = hosts.first()
      try {
        await host.triggers.start()
        const kinds = ['created', 'changed', 'deleted', 'renamed']
        await switchOn(host, place.watch({ kinds, recursive: true, atStart: true }))
        for (const one of deeds) {
          act(one, place.at)
          if (one.do === 'pass') await pass(host, one.ms)
          if (one.do !== 'crash') continue
          const next = hosts.crash()
          await host.triggers.stop()
          host = next
          await host.triggers.start()
        }
        await pass(host, 8000)
        const told = (await runsOf(host)).map(({ trigger }) => trigger.value as Told)
        const there = globSync('**/*', { cwd: place.folder, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => `${entry.parentPath}/${entry.name}`)
        expect(believed(told)).toEqual(new Map(there.map((path) => [path, statSync(path).size])))
        expect(there.every((path) => readFileSync(path).length > 0)).toBe(true)
      } finally {
        await host.triggers.stop()
        await hosts.remove()
        place.remove()
      }
    }),
    { numRuns: many(8, 200), endOnFailure: true },
  )
}, 3_600_000)
