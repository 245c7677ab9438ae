import { createORPCClient } from '@orpc/client'
import { describe, expect, test } from 'vitest'
import type { Channel, Client } from '#shared/contract'
import { keepLink, type LinkState } from './kept-link.ts'

/** A channel whose other end is the test: it sees what is sent and says what comes. */
function handChannel() {
  const sent: string[] = []
  let hear: (text: string) => void = () => {}
  const closing: (() => void)[] = []
  const channel: Channel = {
    send: (text) => void sent.push(text),
    onMessage: (listener) => {
      hear = listener
    },
    onClose: (listener) => void closing.push(listener),
    close: () => closing.forEach((listener) => void listener()),
  }
  const answerAll = (json: unknown) => {
    for (const text of sent.splice(0)) hear(JSON.stringify({ i: JSON.parse(text).i, p: { b: { json } } }))
  }
  return { channel, sent, answerAll, close: channel.close }
}

function setUp() {
  const tries: { resolve(channel: Channel): void; reject(error: unknown): void }[] = []
  const pauses: { ms: number; then: () => void }[] = []
  const states: LinkState[] = []
  const link = keepLink({
    open: () => new Promise((resolve, reject) => tries.push({ resolve, reject })),
    onState: (state) => states.push(state),
    after(ms, then) {
      const pause = { ms, then }
      pauses.push(pause)
      return () => void pauses.splice(pauses.indexOf(pause), 1)
    },
  })
  const client: Client = createORPCClient(link)
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  const pass = async () => {
    pauses.shift()?.then()
    await turn()
  }
  const open = async () => {
    const hand = handChannel()
    tries.shift()?.resolve(hand.channel)
    await turn()
    return hand
  }
  const fail = async () => {
    tries.shift()?.reject(new Error('refused'))
    await turn()
  }
  return { link, client, tries, pauses, states, turn, pass, open, fail }
}

describe('a kept link', () => {
  test('lets calls wait until it is first open', async () => {
    const { client, open, states, turn } = setUp()
    const info = client.system.info()
    const hand = await open()
    await turn()
    hand.answerAll({ version: '1' })
    expect(await info).toEqual({ version: '1' })
    expect(states).toEqual(['open'])
  })

  test('opens once for many calls', async () => {
    const { client, tries, open, turn } = setUp()
    const calls = [client.system.info(), client.system.info()]
    await turn()
    expect(tries).toHaveLength(1)
    const hand = await open()
    await turn()
    hand.answerAll({})
    await Promise.all(calls)
  })

  test('fails pending calls with link.lost when it breaks, and new ones until it is open again', async () => {
    const { link, client, open, pass, states, turn } = setUp()
    link.start()
    const hand = await open()
    const pending = client.system.info()
    await turn()
    hand.close()
    await expect(pending).rejects.toMatchObject({ code: 'link.lost', retryable: true })
    await expect(client.system.info()).rejects.toMatchObject({ code: 'link.lost' })
    await pass()
    const again = await open()
    const info = client.system.info()
    await turn()
    again.answerAll({ version: '2' })
    expect(await info).toEqual({ version: '2' })
    expect(states).toEqual(['open', 'lost', 'open'])
  })

  test('waits longer from try to try, at most four seconds, and begins anew after success', async () => {
    const { link, open, fail, pass, pauses } = setUp()
    link.start()
    const waited: (number | undefined)[] = []
    for (let i = 0; i < 7; i++) {
      await fail()
      waited.push(pauses[0]?.ms)
      await pass()
    }
    expect(waited).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000])
    const hand = await open()
    hand.close()
    expect(pauses[0]?.ms).toBe(250)
  })

  test('calls do not shorten the pause; hurrying does, and never opens a second one', async () => {
    const { link, client, tries, fail, open, pauses } = setUp()
    link.start()
    await fail()
    await expect(client.system.info()).rejects.toMatchObject({ code: 'link.lost' })
    expect(tries).toHaveLength(0)
    link.hurry()
    link.hurry()
    expect(tries).toHaveLength(1)
    expect(pauses).toHaveLength(0)
    await open()
    link.hurry()
    expect(tries).toHaveLength(0)
  })
})
