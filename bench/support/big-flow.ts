import type { Block, FlowDocument, Link } from '#shared/flow'

type Wanted = {
  /** blocks of the first stack; the others have 20 */
  first?: number
  /** the first stack is a loop that goes on and on, at about a thousand steps a second */
  busy?: boolean
}

/** Steps of one pass of the busy loop, and the ms it then waits: together a thousand steps a second. */
const PASS = 8
const REST = 8

/** Stacks of 20 blocks each, one of them a loop that holds ten, side by side in rows of ten. */
export function bigFlow(
  name: string,
  count: number,
  { first = 20, busy = false }: Wanted = {},
): FlowDocument {
  const blocks: Block[] = []
  const links: Link[] = []
  const put = (type: string, config: Block['config'], at?: [number, number]): string => {
    const id = `b${blocks.length + 1}`
    blocks.push({ id, type, version: 1, name: `Block ${blocks.length + 1}`, config, ...(at && { at }) })
    return id
  }
  const snap = (from: string, out: string, to: string) => links.push({ from, out, to, snap: true })
  for (let stack = 0; blocks.length < count; stack++) {
    const beside = stack === 0 || first <= 20 ? 0 : 1
    const at: [number, number] = [((stack + beside) % 10) * 480, Math.floor((stack + beside) / 10) * 1300]
    if (busy && stack === 0) {
      let last = put('control/repeat', { times: 1_000_000 })
      const hat = put('start/manual', {}, at)
      snap(hat, 'next', last)
      for (let i = 0; i < PASS; i++) {
        const id = put('data/text', { text: `Row {{ index }} of ${i}` })
        snap(last, i === 0 ? 'each' : 'next', id)
        last = id
      }
      snap(last, 'next', put('control/wait', { for: `${REST}ms` }))
      continue
    }
    // only the busy stack is to run
    let last = put(busy ? 'start/called' : 'start/manual', {}, at)
    for (let i = 1; i < (stack === 0 ? first : 20) && blocks.length < count; i++) {
      const loop = i === 5
      const id = loop
        ? put('control/repeat', { times: 10 })
        : put('data/text', { text: `Row {{ input.name }} of ${i}` })
      const inside = blocks.at(-2)?.type === 'control/repeat'
      snap(last, inside ? 'each' : 'next', id)
      last = id
    }
  }
  return { format: 1, name, blocks, links }
}
