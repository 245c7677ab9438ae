import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blockloom, start, until } from '../support/blockloom-command.ts'

test('switching a flow on says which of its triggers does not work, and how to mend it', {
  timeout: 60_000,
}, async () => {
  const home = mkdtempSync(join(tmpdir(), 'blockloom triggers '))
  const file = join(home, 'two.flow.json')
  const gone = join(home, 'gone')
  const blocks = [
    { id: 'a', type: 'start/event', version: 1, name: 'Comes', config: { name: 'comes' } },
    { id: 'b', type: 'start/file-changed', version: 1, name: 'Look', config: { folders: [gone] } },
    { id: 'd', type: 'start/flow-failed', version: 1, name: 'Alarm', config: { flows: ['Backup', 'Two'] } },
    { id: 'c', type: 'control/return', version: 1, name: 'Then', config: {} },
  ]
  const links = ['a', 'b', 'd'].map((from) => ({ from, out: 'next', to: 'c' }))
  writeFileSync(file, JSON.stringify({ format: 1, name: 'Two', blocks, links }))
  const host = start(['serve', '--port', '0'], { home })
  try {
    await until(host, () => /with this link: (\S+)/.exec(host.out()))
    expect((await blockloom(['flows', 'import', file], { home })).code).toBe(0)
    const { code, err } = await blockloom(['flows', 'on', 'Two'], { home })
    expect(code).toBe(0)
    expect(err).toMatch(/^"Two" is on\.\n- "Look" does not work: The folder .*gone is not there\. Make it, /)
    expect(err).toContain('\n- "Alarm" names the flow "Backup", and there is none here. Choose another one ')
    expect(err).not.toContain('Comes')
    const again = await blockloom(['flows', 'import', file, '--copy', '--on'], { home })
    expect(again.err).toMatch(/It is on\..*\n- "Look" does not work: The folder /)
  } finally {
    host.child.kill('SIGTERM')
    await host.ended
    rmSync(home, { recursive: true, force: true })
  }
})
