import { createContext, useContext, useMemo, useRef } from 'react'
import type { Link } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { useTextWidth } from '../../ui/block-art/use-text-width.ts'
import { formOf, makeFaceOf } from './block-kinds.ts'
import { sceneOfDrag, useCanvas } from './canvas-store.ts'
import { type HangingFlow, sameJoins } from './geometry/hanging.ts'
import { type PlacedStack, shownIn } from './geometry/layout.ts'
import { isWire } from './geometry/routing/wire-router.ts'
import { keepUnchanged, makeSceneOf, type Scene, type SceneOf } from './geometry/scene.ts'

const EMPTY = { format: 1, name: '', blocks: [], links: [] } as const

/** The document as it is: what blocks ask for colours, places and wires. The same while something is dragged. */
export type OwnScene = Scene &
  Joins & {
    sceneOf: SceneOf
    wires: readonly Link[]
  }

/** What each block on the canvas asks of the others: how all hang together. The same while only fields are typed into. */
export type Joins = {
  flow: HangingFlow
  /** drawn block -> the outputs with a wire, its own and those of what is folded into it */
  wiredOuts: ReadonlyMap<string, readonly WiredOut[]>
  /** drawn blocks at which a wire arrives */
  wiredIns: ReadonlySet<string>
}

export type WiredOut = Pick<Link, 'from' | 'out'>

export type CanvasScene = {
  own: OwnScene
  joins: Joins
  /** what is drawn: the document, or what a drag makes of it */
  shown: Scene
  stacks: readonly PlacedStack[]
}

/** Works out what the canvas draws. Layout runs when the document, a drag's target or the fonts change. */
export function useCanvasScene(): CanvasScene {
  const document = useFlow((state) => state.document) ?? EMPTY
  const width = useTextWidth()
  const sceneOf = useMemo(() => makeSceneOf(formOf, makeFaceOf(width)), [width])
  const own = useMemo(() => ownScene(sceneOf(document), sceneOf), [sceneOf, document])
  const drag = useCanvas((state) => state.drag)
  const shown = drag ? sceneOfDrag(drag.session) : own
  const before = useRef<readonly PlacedStack[]>([])
  const stacks = useMemo(() => {
    before.current = keepUnchanged(before.current, shown.layout.stacks)
    return before.current
  }, [shown])
  const steady = useRef<Joins>(own)
  if (!sameJoins(steady.current.flow, own.flow)) steady.current = own
  return { own, joins: steady.current, shown, stacks }
}

function ownScene(scene: Scene, sceneOf: SceneOf): OwnScene {
  const wires = wiresOf(scene)
  const wiredOuts = Map.groupBy<string, WiredOut>(wires, ({ from }) => shownIn(scene.layout, from))
  const wiredIns = new Set(wires.map(({ to }) => shownIn(scene.layout, to)))
  return { ...scene, sceneOf, wires, wiredOuts, wiredIns }
}

/** The links that are drawn as wires. */
export const wiresOf = (scene: Scene): Link[] =>
  scene.flow.document.links.filter((link) => isWire(scene, link))

export const JoinsContext = createContext<Joins | null>(null)

/** Drawn anew only when blocks or links come, go or are called otherwise: a thousand blocks must not follow each key. */
export function useJoins(): Joins {
  const joins = useContext(JoinsContext)
  if (!joins) throw new Error('drawn outside the canvas')
  return joins
}

export const OwnSceneContext = createContext<OwnScene | null>(null)

export function useOwnScene(): OwnScene {
  const scene = useContext(OwnSceneContext)
  if (!scene) throw new Error('drawn outside the canvas')
  return scene
}
