import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { outputsOf, startedBy, switchOn } from '../../../tests/support/trigger-flow.ts'
import type { Copied } from '../desktop-ears.ts'

let hosts: ReturnType<typeof diskHosts>
let there: Copied | null
const bugs: unknown[] = []
beforeEach(() => {
  hosts = diskHosts()
  there = { text: 'from before' }
  bugs.length = 0
})
afterEach(() => hosts.remove())

let read = async (pictures: boolean) => (there && 'png' in there && !pictures ? null : there)
const ears = {
  hotkeys: { mac: false, hold: () => null },
  clipboard: { read: (pictures: boolean) => read(pictures) },
}

async function start(config = {}): Promise<{ host: DiskHost; id: string }> {
  const host = hosts.first(undefined, { ears, bugs })
  await host.triggers.start()
  return { host, id: await switchOn(host, startedBy('start/clipboard-changed', config)) }
}

/** Copies, and lets the time between two looks go by. */
async function copy(host: DiskHost, what: Copied | null) {
  there = what
  host.clock.turn(2000)
  await host.settled()
}

test('what is copied starts the flow once; what lay there before, and the same again, do not', async () => {
  const { host } = await start()
  await copy(host, { text: 'from before' })
  await copy(host, { text: 'one' })
  await copy(host, { text: 'one' })
  await copy(host, null)
  await copy(host, { text: 'one' })
  await copy(host, { text: 'two' })
  expect(await outputsOf(host)).toEqual([{ text: 'one' }, { text: 'two' }])
})

test('what is copied while all triggers are paused is not heard, not afterwards either', async () => {
  const { host } = await start()
  await host.triggers.pause()
  let looks = 0
  const before = read
  read = async (pictures) => {
    looks += 1
    return before(pictures)
  }
  await copy(host, { text: 'a secret' })
  expect(looks).toBe(0)
  read = before
  await host.triggers.goOn()
  await copy(host, there)
  await copy(host, { text: 'after' })
  expect(await outputsOf(host)).toEqual([{ text: 'after' }])
})

test('a hat takes the text it asks for, and pictures only where it takes anything', async () => {
  const { host, id } = await start({ match: 'https://' })
  const any = await switchOn(host, startedBy('start/clipboard-changed', { kind: 'any' }))
  await copy(host, { text: 'plain' })
  await copy(host, { text: 'see https://example.org' })
  await copy(host, { png: Buffer.from('PNG') })
  expect(await outputsOf(host, id)).toEqual([{ text: 'see https://example.org' }])
  expect(await outputsOf(host, any)).toEqual([
    { text: 'plain' },
    { text: 'see https://example.org' },
    { text: '', image: 'data:image/png;base64,UE5H' },
  ])
})

test('more than a run may start with is turned away and counted', async () => {
  const { host } = await start()
  await copy(host, { text: 'x'.repeat(8 * 1024 * 1024 + 1) })
  await copy(host, { text: 'x'.repeat(8) })
  expect(await outputsOf(host)).toEqual([{ text: 'xxxxxxxx' }])
  expect(host.triggers.list()).toMatchObject([{ dropped: 1, fired: 1 }])
})

test('a clipboard that cannot be read is told once, and heard again when it can', async () => {
  const { host } = await start()
  const before = read
  read = () => Promise.reject(new Error('no clipboard'))
  await copy(host, there)
  await copy(host, there)
  read = before
  await copy(host, { text: 'back' })
  expect(bugs).toHaveLength(1)
  expect(await outputsOf(host)).toEqual([{ text: 'back' }])
})
