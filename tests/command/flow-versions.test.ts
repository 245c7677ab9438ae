import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockloom } from '../support/blockloom-command.ts'

let home: string
const say = (...words: string[]) => blockloom(['flows', ...words], { home })
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'blockloom-versions-'))
  const file = join(home, 'say.flow.json')
  for (const text of ['Hello', 'Good morning']) {
    const blocks = [
      { id: 'b1', type: 'start/manual', version: 1, name: 'Go', config: {} },
      { id: 'b2', type: 'say/log', version: 1, name: 'Say it', config: { text } },
    ]
    const links = [{ from: 'b1', out: 'next', to: 'b2' }]
    writeFileSync(file, JSON.stringify({ format: 1, id: 'flw_say', name: 'Say', blocks, links }))
    const { err, code } = await say('import', '--replace', file)
    expect(code, err).toBe(0)
  }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('versions of a flow, from the command line', () => {
  test('are listed, compared and brought back', async () => {
    const listed = await say('versions', 'Say', '--json')
    const versions = listed.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).version)
    expect(versions).toEqual([2, 1])
    expect((await say('compare', 'Say', '1', '2')).out).toBe(
      '~ Say it (b2): config.text: "Hello" -> "Good morning"\n',
    )
    const restored = await say('restore', 'Say', '1')
    expect(restored).toMatchObject({
      code: 0,
      out: '',
      err: '"Say" is as it was in version 1; that is version 3 now.\n',
    })
    expect(await say('compare', 'Say', '1')).toMatchObject({ out: '', err: 'There is no difference.\n' })
  })

  test('are refused where there are none, with exit code 2 and what to do', async () => {
    expect(await say('restore', 'Say', '99')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Its versions are 1 to'),
    })
    expect(await say('compare', 'Say', 'first')).toMatchObject({
      code: 2,
      err: expect.stringContaining('not the number of a version'),
    })
  })
})
