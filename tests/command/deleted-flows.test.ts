import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockloom } from '../support/blockloom-command.ts'

let home: string
const say = (...words: string[]) => blockloom(['flows', ...words], { home })
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'blockloom-deleted-'))
  const file = join(home, 'say.flow.json')
  const blocks = [{ id: 'b1', type: 'start/event', version: 1, name: 'Bell', config: { name: 'bell' } }]
  writeFileSync(file, JSON.stringify({ format: 1, id: 'flw_say', name: 'Say', blocks, links: [] }))
  const { err, code } = await say('import', '--on', file)
  expect(code, err).toBe(0)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('deleting a flow, from the command line', () => {
  test('says how to bring it back; it is listed until it is', async () => {
    expect(await say('list', '--deleted')).toMatchObject({
      code: 0,
      out: '',
      err: 'No deleted flows. One stays for 30 days.\n',
    })
    const deleted = await say('delete', 'Say')
    expect(deleted).toMatchObject({ code: 0, out: '' })
    expect(deleted.err).toBe(
      '"Say" (flw_say) is deleted. Its runs stay in the history.\n' +
        'Bring it back within 30 days with: blockloom flows undelete flw_say\n',
    )
    expect((await say('list', '--json')).out).toBe('')
    expect((await say('list', '--deleted')).out).toContain('flw_say')
    expect(JSON.parse((await say('list', '--deleted', '--json')).out)).toMatchObject({
      ...{ id: 'flw_say', name: 'Say', wasOn: true },
    })
    expect(await say('show', 'Say')).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'The flow "Say" was deleted. Bring it back with: blockloom flows undelete',
      ),
    })
    expect(await say('undelete', 'Say')).toMatchObject({
      code: 0,
      out: '',
      err: '"Say" (flw_say) is back. It was on; switch it on with: blockloom flows on flw_say\n',
    })
    expect((await say('list')).out).toMatch(/flw_say +- /)
    expect(await say('undelete', 'flw_say')).toMatchObject({ code: 0, err: '"Say" (flw_say) is back.\n' })
  })

  test('for good takes it out of the deleted ones too', async () => {
    await say('delete', 'Say')
    expect(await say('delete', 'Say', '--for-good')).toMatchObject({
      code: 0,
      err: '"Say" (flw_say) is deleted for good. Its runs stay in the history.\n',
    })
    expect(await say('undelete', 'Say')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no flow with the id or name "Say".'),
    })
  })
})
