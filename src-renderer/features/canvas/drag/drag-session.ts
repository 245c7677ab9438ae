import { applyEdits, type Block, type FlowDocument, type FlowEdit, type Link } from '#shared/flow'
import { foldEdit, foldsOver } from '../../../model/folds.ts'
import { nearGrid } from '../../../ui/block-art/measures.ts'
import { type Dropped, droppedOf, joinEdits, shapesFit } from '../geometry/dropping.ts'
import { foldableIn } from '../geometry/folding.ts'
import { type Lift, type Lifted, liftBlock, liftChosen, only, without } from '../geometry/lifting.ts'
import type { Routes } from '../geometry/routing/wire-router.ts'
import type { Scene, SceneOf } from '../geometry/scene.ts'
import {
  findSnap,
  hatPlaces,
  pointsOf,
  type SnapPlace,
  type SnapTarget,
  snapPlaces,
} from '../geometry/snapping.ts'
import { wirePlaces } from '../geometry/wire-places.ts'

/** Whether a flow as it would be after a drop is allowed: nothing crosses a mouth. */
export type Allows = (document: FlowDocument) => boolean

/** The edits of what comes with the blocks without hanging from them, for a head that is dropped at a place. */
export type Beside = (head: readonly [number, number]) => FlowEdit[]

/** The ways of the wires of a scene. */
export type RoutesOf = (scene: Scene) => Routes

/** What the canvas shows while something is in the hand. */
export type Preview = { target: SnapTarget; scene: Scene }

/**
 * Blocks in the hand, from the first 3 px to the drop. Lives outside React: `move` is asked at every pointer
 * event and works on connection points that were found once; the canvas is drawn anew only when the target
 * changes.
 */
export class DragSession {
  /** the canvas without the blocks in the hand */
  readonly rest: Scene
  /** the blocks in the hand, their head at (0, 0) */
  readonly held: Scene
  readonly lifted: Lifted
  /** the wires between both */
  readonly wires: readonly Link[]
  readonly isNew: boolean
  preview: Preview | null = null
  private readonly sceneOf: SceneOf
  private readonly allows: Allows
  private readonly loosened: FlowDocument
  private readonly edits: readonly FlowEdit[]
  private readonly dropped: Dropped
  private readonly places: readonly SnapPlace[]
  private readonly possible = new Map<string, boolean>()
  /** other stacks that go along: how far from the head */
  private readonly along: ReadonlyMap<string, readonly [number, number]>
  private readonly beside: Beside

  constructor(from: {
    document: FlowDocument
    edits: readonly FlowEdit[]
    lifted: Lifted
    along?: ReadonlyMap<string, readonly [number, number]>
    isNew: boolean
    beside?: Beside
    sceneOf: SceneOf
    allows: Allows
    routesOf: RoutesOf
  }) {
    this.sceneOf = from.sceneOf
    this.allows = from.allows
    this.edits = from.edits
    this.lifted = from.lifted
    this.isNew = from.isNew
    this.along = from.along ?? new Map()
    this.beside = from.beside ?? (() => [])
    this.loosened = applyEdits(from.document, [...from.edits, ...this.moves(0, 0)]).document
    this.rest = this.sceneOf(without(this.loosened, this.lifted.ids))
    this.held = this.sceneOf(only(this.loosened, this.lifted.ids))
    const ids = new Set(from.lifted.ids)
    this.wires = this.loosened.links.filter((link) => ids.has(link.from) !== ids.has(link.to))
    this.dropped = droppedOf(this.sceneOf(this.loosened).flow, this.lifted.first, this.lifted.last)
    const head = this.held.layout.blocks.get(this.lifted.first)
    if (this.along.size > 0)
      this.places = [] // several stacks are put somewhere, not joined on
    else
      this.places = [
        ...snapPlaces(this.rest.flow, this.rest.layout),
        ...(head ? wirePlaces(this.rest, head, from.routesOf(this.rest)) : []),
        ...(this.isNew ? hatPlaces(this.rest.layout) : []),
      ]
  }

  /** Tells the session where the head of the held stack is now. @returns whether the preview changed */
  move(x: number, y: number): boolean {
    const head = this.held.layout.blocks.get(this.lifted.first)
    const last = this.held.layout.blocks.get(this.lifted.last)
    if (!head || !last) throw new Error('the held blocks are gone')
    const before = this.preview?.target ?? null
    const found = findSnap(this.places, pointsOf(head, last, x, y), before, (target) => this.fits(target))
    if (found?.target === before || (!found && !before)) return false
    this.preview = found ? { target: found.target, scene: this.sceneAt(found.target) } : null
    return true
  }

  /** The places where it fits, stack by stack and downwards: what a hand without a pointer goes through. */
  fitting(): SnapTarget[] {
    const stacks = this.rest.layout.stacks
    const order = new Map(stacks.map((stack, i) => [stack.id, i]))
    const rank = ({ target }: SnapPlace) =>
      order.get(this.rest.layout.blocks.get(target.id)?.stack ?? '') ?? 0
    return (
      [...this.places]
        .sort((a, b) => rank(a) - rank(b) || a.y - b.y || a.x - b.x)
        .map(({ target }) => target)
        // a wire has several points that mean the same
        .filter((target, i, all) => all.indexOf(target) === i && this.fits(target))
    )
  }

  /** Shows the blocks at one of the places, or in none. */
  aim(target: SnapTarget | null): void {
    this.preview = target && { target, scene: this.sceneAt(target) }
  }

  /** Forgets the target: the pointer is where nothing can be dropped. @returns whether the preview changed */
  leave(): boolean {
    const had = this.preview !== null
    this.preview = null
    return had
  }

  /** The edits of a drop here: onto the target that shows, else loose on the canvas. */
  dropAt(x: number, y: number): FlowEdit[] {
    if (!this.preview) return [...this.edits, ...this.moves(x, y), ...this.beside([x, y])]
    const { target, scene } = this.preview
    const head = scene.layout.blocks.get(this.lifted.first)
    return [...this.edits, ...this.join(target), ...this.beside([head?.x ?? x, head?.y ?? y])]
  }

  /** The edits that take what is held away for good. What was left behind closes up. */
  discard(): FlowEdit[] {
    return [...this.edits, ...this.lifted.ids.map((id): FlowEdit => ({ do: 'remove-block', id }))]
  }

  /** The head to a place, and what goes along beside it. */
  private moves(x: number, y: number): FlowEdit[] {
    return [[this.lifted.first, [0, 0]] as const, ...this.along].map(([id, [dx, dy]]) => ({
      ...{ do: 'move-block', id },
      at: [nearGrid(x) + dx, nearGrid(y) + dy],
    }))
  }

  private fits(target: SnapTarget): boolean {
    const key = JSON.stringify(target)
    const known = this.possible.get(key)
    if (known !== undefined) return known
    const fits =
      shapesFit(this.rest.flow, this.dropped, target) &&
      this.allows(applyEdits(this.loosened, this.join(target)).document)
    this.possible.set(key, fits)
    return fits
  }

  /** The edits of a join; what would hide it opens. */
  private join(target: SnapTarget): FlowEdit[] {
    const below = this.rest.layout.blocks.get(target.id)
    const tall = target.join === 'instead' ? 0 : (this.heldStack()?.height ?? 0)
    const edits = joinEdits(this.rest.flow, this.dropped, target, [below?.x ?? 0, (below?.y ?? 0) - tall])
    const folds = edits.flatMap((edit) => {
      if (edit.do !== 'add-link' || !edit.link.snap) return []
      const { from: id, out } = edit.link
      return foldsOver(foldableIn((this.rest.flow.blocks.has(id) ? this.rest : this.held).flow), { id, out })
    })
    return [...edits, ...[...new Set(folds)].map((id) => foldEdit(id, undefined))]
  }

  private heldStack() {
    return this.held.layout.stacks.find(({ id }) => id === this.lifted.first)
  }

  /** How the canvas would be with the blocks at a place. */
  sceneAt(target: SnapTarget): Scene {
    const frozen = new Map<string, number>()
    for (const [id, placed] of this.rest.layout.blocks)
      if (placed.mouths.length > 0) frozen.set(id, placed.width)
    return this.sceneOf(applyEdits(this.loosened, this.join(target)).document, frozen)
  }
}

export type Around = {
  document: FlowDocument
  scene: Scene
  sceneOf: SceneOf
  allows: Allows
  routesOf: RoutesOf
}

/** Takes a block of the canvas up; `alone` leaves what hangs below. */
export const liftFromCanvas = (id: string, alone: boolean, around: Around): DragSession =>
  take(
    liftBlock(around.scene.flow, id, alone, (of) => placeIn(around.scene, of)),
    around,
  )

/** Takes chosen blocks of the canvas up, and them alone; `id` is the one among them that is in the hand. */
export const liftTogether = (chosen: Iterable<string>, id: string, around: Around): DragSession =>
  take(
    liftChosen(around.scene.flow, chosen, id, (of) => placeIn(around.scene, of)),
    around,
  )

function take(lift: Lift, { scene, ...rest }: Around): DragSession {
  const [x, y] = placeIn(scene, lift.lifted.first)
  const along = new Map(
    (lift.lifted.along ?? []).map((id) => {
      const [left, top] = placeIn(scene, id)
      return [id, [left - x, top - y]] as const
    }),
  )
  return new DragSession({ ...rest, ...lift, along, isNew: false })
}

function placeIn({ layout }: Scene, id: string): readonly [number, number] {
  const placed = layout.blocks.get(id)
  return placed ? [placed.x, placed.y] : [0, 0]
}

/** Takes a new block into the hand, as the palette gives it. */
export function takeNew(block: Block, around: Omit<Around, 'scene'>): DragSession {
  const lifted = { ids: [block.id], first: block.id, last: block.id }
  return new DragSession({ ...around, edits: [{ do: 'add-block', block }], lifted, isNew: true })
}
