import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskHosts } from '../../../tests/support/disk-host.ts'
import { runsOf, startedBy, switchOn } from '../../../tests/support/trigger-flow.ts'
import type { DesktopEars } from '../desktop-ears.ts'

let hosts: ReturnType<typeof diskHosts>
beforeEach(() => {
  hosts = diskHosts()
})
afterEach(() => hosts.remove())

/** A desktop with one keyboard, of which other programs have some keys. */
function keyboard(taken: string[] = []) {
  const held = new Map<string, () => void>()
  const ears: DesktopEars = {
    hotkeys: {
      mac: false,
      hold(keys, pressed) {
        if (taken.includes(keys)) return null
        held.set(keys, pressed)
        return () => held.delete(keys)
      },
    },
    clipboard: { read: async () => null },
  }
  return { ears, held, press: (keys: string) => held.get(keys)?.() }
}

const pressed = (keys: string, name = 'Flow') => startedBy('start/hotkey', { keys }, { name })

test('its keys start the flow, until it is off or all is paused', async () => {
  const { ears, held, press } = keyboard()
  const host = hosts.first(undefined, { ears })
  await host.triggers.start()
  const id = await switchOn(host, pressed('shift+ctrl+k'))
  press('Ctrl+Shift+K')
  await host.settled()
  expect(await runsOf(host, id)).toMatchObject([{ status: 'succeeded', output: null }])
  await host.triggers.pause()
  expect(held.size).toBe(0)
  await host.triggers.goOn()
  expect([...held.keys()]).toEqual(['Ctrl+Shift+K'])
  await host.triggers.switchOff(id)
  expect(held.size).toBe(0)
})

test('keys that another program has are told, and had as soon as they are free', async () => {
  const taken = ['Ctrl+K']
  const { ears, press } = keyboard(taken)
  const host = hosts.first(undefined, { ears })
  await host.triggers.start()
  const id = await switchOn(host, pressed('Ctrl+K'))
  expect(host.triggers.list()).toMatchObject([{ state: 'failed', error: { code: 'hotkey.taken' } }])
  taken.pop()
  host.clock.turn(1000)
  await host.settled()
  press('Ctrl+K')
  await host.settled()
  expect(await runsOf(host, id)).toHaveLength(1)
})

test('two hats with the same keys: the second is told whose they are, and the first keeps them', async () => {
  const { ears, press } = keyboard()
  const host = hosts.first(undefined, { ears })
  await host.triggers.start()
  const first = await switchOn(host, pressed('Ctrl+Alt+K', 'First'))
  const second = await switchOn(host, pressed('alt+ctrl+k', 'Second'))
  expect(host.triggers.list(second)).toMatchObject([
    { state: 'failed', error: { code: 'hotkey.held', message: expect.stringContaining('"First"') } },
  ])
  press('Ctrl+Alt+K')
  await host.settled()
  expect(await runsOf(host, first)).toHaveLength(1)
  await host.triggers.switchOff(first)
  host.clock.turn(1000)
  await host.settled()
  press('Ctrl+Alt+K')
  await host.settled()
  expect(await runsOf(host, second)).toHaveLength(1)
})

test('what is no combination of keys, and a host without a desktop, say so on the hat', async () => {
  const { ears } = keyboard()
  const host = hosts.first(undefined, { ears })
  await host.triggers.start()
  await switchOn(host, pressed('Ctrl+'))
  expect(host.triggers.list()).toMatchObject([{ state: 'failed', error: { code: 'hotkey.not-keys' } }])
  const headless = await hosts.restart(host)
  await headless.triggers.start()
  expect(headless.triggers.list()).toMatchObject([
    { state: 'failed', error: { code: 'trigger.only-desktop' } },
  ])
})
