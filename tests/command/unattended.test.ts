import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blockloom, start, until } from '../support/blockloom-command.ts'

test('a served host says which flow failed while nobody looked, once an hour', {
  timeout: 60_000,
}, async () => {
  const home = mkdtempSync(join(tmpdir(), 'blockloom unattended '))
  const file = join(home, 'fails.flow.json')
  const blocks = [
    { id: 'a', type: 'start/event', version: 1, name: 'Comes', config: { name: 'comes' } },
    { id: 'b', type: 'control/fail', version: 1, name: 'Fail', config: { message: 'No paper in the tray' } },
  ]
  const links = [{ from: 'a', out: 'next', to: 'b' }]
  writeFileSync(file, JSON.stringify({ format: 1, name: 'Print it', blocks, links }))
  const host = start(['serve', '--port', '0'], { home })
  try {
    await until(host, () => /with this link: (\S+)/.exec(host.out()))
    expect((await blockloom(['flows', 'import', file, '--on'], { home })).code).toBe(0)
    for (let i = 0; i < 3; i++) expect((await blockloom(['emit', 'comes'], { home })).code).toBe(0)
    const said = await until(host, () =>
      /"Print it" failed: No paper in the tray.* runs show (run_\w+)/.exec(host.err()),
    )
    expect((await blockloom(['runs', 'show', said[1] as string], { home })).out).toContain(
      'No paper in the tray',
    )
    expect(host.err().match(/"Print it" failed/g)).toHaveLength(1)
  } finally {
    host.child.kill('SIGTERM')
    await host.ended
    rmSync(home, { recursive: true, force: true })
  }
})
