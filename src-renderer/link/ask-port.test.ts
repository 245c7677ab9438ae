import { describe, expect, test } from 'vitest'
import { ASK_PORT, HERE_IS_PORT } from '#shared/contract'
import { askPort, isDesktop, type PortPage } from './ask-port.ts'

/** The page's window as far as the handshake goes; `hear` plays the preload. */
function makePage(hear: (data: unknown, say: (event: Partial<MessageEvent>) => void) => void): PortPage {
  const target = new EventTarget()
  const say = (init: Partial<MessageEvent>) =>
    void target.dispatchEvent(
      Object.assign(new Event('message'), { ports: [], origin: 'app://studio', source: page, ...init }),
    )
  const page = Object.assign(target, {
    location: { origin: 'app://studio' },
    postMessage: (data: unknown, origin: unknown) => {
      expect(origin).toBe('app://studio')
      queueMicrotask(() => hear(data, say))
    },
  }) as never as PortPage
  return page
}

describe('asking for a port', () => {
  test('gives a channel over the port that the preload passes on', async () => {
    const { port1, port2 } = new MessageChannel()
    const page = makePage((data, say) => {
      expect(data).toEqual(ASK_PORT)
      say({ data: HERE_IS_PORT, ports: [port1] })
    })
    const channel = await askPort(page)
    const heard = new Promise((resolve) => channel.onMessage(resolve))
    port2.postMessage({ not: 'text' })
    port2.postMessage('hello')
    expect(await heard).toBe('hello')
    const closed = new Promise<void>((resolve) => channel.onClose(resolve))
    port2.close()
    await closed
    expect(() => channel.send('late')).toThrowError(expect.objectContaining({ code: 'link.lost' }))
  })

  test('hears nobody else: other windows, other origins, other words, no port', async () => {
    const good = new MessageChannel()
    const bad = new MessageChannel()
    const page = makePage((_data, say) => {
      say({ data: HERE_IS_PORT, ports: [bad.port1], source: null })
      say({ data: HERE_IS_PORT, ports: [bad.port1], origin: 'https://evil.example' })
      say({ data: { blockloom: 'other' }, ports: [bad.port1] })
      say({ data: HERE_IS_PORT, ports: [] })
      say({ data: HERE_IS_PORT, ports: [good.port1] })
    })
    const channel = await askPort(page)
    const came = new Promise((resolve) => {
      good.port2.onmessage = ({ data }) => resolve(data)
    })
    channel.send('mine')
    expect(await came).toBe('mine')
    for (const port of [good.port2, bad.port1, bad.port2]) port.close()
  })

  test('is for the desktop only', () => {
    expect(isDesktop({ blockloom: { host: 'desktop' } })).toBe(true)
    for (const page of [{}, { blockloom: {} }, { blockloom: undefined }, { blockloom: 'desktop' }])
      expect(isDesktop(page)).toBe(false)
  })
})
