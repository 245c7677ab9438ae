import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type FlowDocument, formatFlow, type Link } from '#shared/flow'
import { anyProgram, faceOf, formOf } from '../fixtures/flows.ts'
import { shownFor, withFolded } from '../geometry/folding.ts'
import { type HangingFlow, hangFlow, isHung, withInside } from '../geometry/hanging.ts'
import { makeRouter } from '../geometry/routing/wire-router.ts'
import { makeSceneOf, type Scene } from '../geometry/scene.ts'
import { placeNotes, shiftedNotes } from '../notes/note-edits.ts'
import { type DragSession, liftFromCanvas, liftTogether } from './drag-session.ts'

const sceneOf = makeSceneOf(formOf, faceOf)
const routesOf = makeRouter(() => ['next'])
const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 6 })
const spot = fc.integer({ min: -1000, max: 4000 })

const around = (document: FlowDocument, scene: Scene) => ({
  ...{ document, scene, sceneOf, routesOf },
  allows: () => true,
})

/** Some of the blocks that are drawn, and what goes along with them. */
function chosen(scene: Scene, picks: readonly number[]) {
  const drawn = scene.layout.stacks.flatMap((stack) => stack.blocks.map(({ hanging }) => hanging.block.id))
  const ids = [...new Set(picks.map((pick) => drawn[pick % drawn.length] as string))]
  const { flow } = scene
  const taken = new Set(withFolded(flow, ids).flatMap((id) => withInside(flow, id)))
  return { ids, taken }
}

const keyOf = ({ from, out, to }: Link) => `${from} ${out} ${to}`
const keysOf = ({ links }: FlowDocument) => new Set(links.map(keyOf))

/** The first block above that stays, where only blocks that are taken lie between. */
function keptAbove(flow: HangingFlow, id: string, taken: ReadonlySet<string>): string | undefined {
  let up = flow.blocks.get(id)?.parent
  while (up && taken.has(up.id)) up = flow.blocks.get(up.id)?.parent
  return up?.id
}

/** Drops at one of the places where it fits, or loose. */
function drop(session: DragSession, which: number, x: number, y: number) {
  const targets = session.fitting()
  session.aim(targets[which % (targets.length + 1)] ?? null)
  return session.dropAt(x, y)
}

/** What must hold of any drag: nothing is lost but the joins that it cuts, and undo gives the file back. */
function expectKept(
  document: FlowDocument,
  session: DragSession,
  taken: ReadonlySet<string>,
  edits: ReturnType<typeof drop>,
) {
  const { flow } = sceneOf(document)
  const { document: after, inverse, skipped } = applyEdits(document, edits)
  expect(skipped).toEqual([])
  const hangs = hangFlow(after, formOf)
  expect(new Set(after.blocks.map(({ id }) => id))).toEqual(new Set(document.blocks.map(({ id }) => id)))
  expect(new Set(session.lifted.ids)).toEqual(taken)
  const left = keysOf(after)
  const target = session.preview?.target
  for (const link of document.links) {
    const hung = isHung(flow, link)
    // a join between what is taken and what stays is cut; what hung at the target is pushed down
    if (hung && taken.has(link.from) !== taken.has(link.to)) continue
    if (target && target.join !== 'above' && hung && link.from === target.id) continue
    if (target?.join === 'wire' && keyOf(target.link) === keyOf(link)) continue
    expect(left, `lost ${keyOf(link)}`).toContain(keyOf(link))
  }
  // no two links say the same: a block would run twice
  expect(left.size).toBe(after.links.length)
  // a gap closes: what stays hangs on, unless nothing of what it hung from stays
  for (const { id } of document.blocks) {
    if (taken.has(id) || !flow.blocks.get(id)?.parent || keptAbove(flow, id, taken) === undefined) continue
    expect(hangs.blocks.get(id)?.parent, `${id} came loose`).toBeDefined()
  }
  expect(sceneOf(after).layout.blocks.size).toBe(document.blocks.length)
  expect(formatFlow(applyEdits(after, inverse).document)).toBe(formatFlow(document))
  return after
}

describe('several chosen blocks and notes that are dragged together', () => {
  test('lose no link but the joins to what stays, keep their places to one another, and undo gives all back to the byte', () => {
    fc.assert(
      fc.property(anyProgram, picks, fc.nat(), spot, spot, (document, picks, which, x, y) => {
        const scene = sceneOf(document)
        const { ids, taken } = chosen(scene, picks)
        const session = liftTogether(ids, ids[which % ids.length] as string, around(document, scene))
        const notes = new Set((document.notes ?? []).keys().filter((i) => picks.includes(i)))
        const was = scene.layout.blocks.get(session.lifted.first) ?? { x: 0, y: 0 }
        const edits = [
          ...drop(session, which, x, y),
          ...placeNotes(document, shiftedNotes(document, notes, [x - was.x, y - was.y])),
        ]
        const after = expectKept(document, session, taken, edits)
        expect(after.notes?.length).toBe(document.notes?.length)
        for (const [i, note] of (document.notes ?? []).entries()) {
          if (!notes.has(i)) expect(after.notes?.[i]).toEqual(note)
        }
        if ((session.lifted.along ?? []).length === 0) return
        const { layout } = sceneOf(after)
        const first = layout.blocks.get(session.lifted.first)
        for (const id of session.lifted.along ?? []) {
          const [one, then] = [scene.layout.blocks.get(id), layout.blocks.get(id)]
          if (!one || !then || !first) throw new Error('a block is gone')
          expect([then.x - first.x, then.y - first.y]).toEqual([one.x - was.x, one.y - was.y])
        }
      }),
    )
  })

  test('leave nothing of themselves behind when they are thrown away', () => {
    fc.assert(
      fc.property(anyProgram, picks, (document, picks) => {
        const scene = sceneOf(document)
        const { ids, taken } = chosen(scene, picks)
        const session = liftTogether(ids, ids[0] as string, around(document, scene))
        const { document: after, inverse } = applyEdits(document, session.discard())
        const left = new Set(after.blocks.map(({ id }) => id))
        expect([...left].some((id) => taken.has(id))).toBe(false)
        for (const link of after.links) expect(left.has(link.from) && left.has(link.to)).toBe(true)
        expect(left.size).toBe(document.blocks.length - taken.size)
        expect(formatFlow(applyEdits(after, inverse).document)).toBe(formatFlow(document))
      }),
    )
  })
})

describe('one block of a flow with C-blocks, wires and folds', () => {
  test('dropped anywhere loses no link but the joins to what stays, is seen, and undo gives all back to the byte', () => {
    fc.assert(
      fc.property(
        anyProgram,
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        spot,
        spot,
        (document, pick, which, alone, x, y) => {
          const scene = sceneOf(document)
          const { ids } = chosen(scene, [pick])
          const id = ids[0] as string
          const session = liftFromCanvas(id, alone, around(document, scene))
          const after = expectKept(document, session, new Set(session.lifted.ids), drop(session, which, x, y))
          if (session.preview) expect(shownFor(hangFlow(after, formOf), id)).toBe(id)
        },
      ),
    )
  })
})
