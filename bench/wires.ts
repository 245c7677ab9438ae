// Ways of wires around blocks: 1,000 blocks and 200 wires. All at once; after a move; and those of a stack in the hand,
// at every frame. node bench/wires.ts
import type { Block, FlowDocument, Link } from '#shared/flow'
import type { BlockForm } from '../src-renderer/features/canvas/geometry/hanging.ts'
import { heldWires } from '../src-renderer/features/canvas/geometry/routing/held-wires.ts'
import { makeRouter } from '../src-renderer/features/canvas/geometry/routing/wire-router.ts'
import { makeSceneOf } from '../src-renderer/features/canvas/geometry/scene.ts'
import { keep, measure } from './measure.ts'

const TIMES = 15
const STACKS = 50
const formOf = ({ type }: Block): BlockForm =>
  type === 'control/repeat' ? { shape: 'c', mouths: ['each'] } : { shape: 'stack', mouths: [] }
const faceOf = ({ id }: Block) => ({ items: [], width: 160 + (Number(id.slice(1)) % 7) * 24, row: 48 })
const sceneOf = makeSceneOf(formOf, faceOf)
const outputsOf = () => ['next', 'error']

/** Stacks of 20 in rows of ten; every fourth block leads by wire to a stack further on or back. */
function wired(): FlowDocument {
  const blocks: Block[] = []
  const links: Link[] = []
  for (let stack = 0; stack < STACKS; stack++)
    for (let i = 0; i < 20; i++) {
      const id = `b${blocks.length}`
      const type = i === 5 ? 'control/repeat' : 'data/text'
      const at = i === 0 ? { at: [(stack % 10) * 480, Math.floor(stack / 10) * 1300] as const } : {}
      if (i > 0)
        links.push({ from: `b${blocks.length - 1}`, out: i === 6 ? 'each' : 'next', to: id, snap: true })
      if (i % 5 === 2) {
        const to = (stack + ([1, 3, 11][(i - 2) / 5] ?? STACKS - 1)) % STACKS
        links.push({ from: id, out: 'error', to: `b${to * 20}` })
      }
      blocks.push({ id, type, version: 1, name: id, config: {}, ...at })
    }
  return { format: 1, name: 'Wired', blocks, links }
}

const document = wired()
const scene = sceneOf(document)
const moved = (dx: number) =>
  sceneOf({
    ...document,
    blocks: document.blocks.map((block) =>
      block.id === 'b220' && block.at ? { ...block, at: [block.at[0] + dx, block.at[1] + 40] } : block,
    ),
  })
const wires = document.links.filter((link) => !link.snap)
const ms = (work: () => void) => {
  const began = performance.now()
  work()
  return performance.now() - began
}

const router = makeRouter(outputsOf)
router(scene)
const inHand = new Set(document.blocks.slice(220, 240).map(({ id }) => id))
const only = (held: boolean) =>
  sceneOf({
    ...document,
    blocks: document.blocks.filter(({ id }) => inHand.has(id) === held),
    links: document.links.filter(({ from, to }) => inHand.has(from) === held && inHand.has(to) === held),
  })
const held = heldWires(
  wires.filter(({ from, to }) => inHand.has(from) !== inHand.has(to)),
  { held: only(true), rest: only(false) },
  outputsOf,
)
let turn = 0
keep('wires', [
  await measure(`${wires.length} wires among ${document.blocks.length} blocks, all ways`, 'ms', TIMES, () =>
    ms(() => makeRouter(outputsOf)(scene)),
  ),
  await measure('again after one stack of 20 moved', 'ms', TIMES, () => {
    const next = moved(++turn * 4)
    return ms(() => router(next))
  }),
  await measure(
    `${held.links.length} wires of a stack in the hand, a frame`,
    'ms',
    TIMES,
    () => ms(() => held.routesAt(++turn * 7, 300 + turn * 5)),
    {
      atMost: 16,
    },
  ),
])
