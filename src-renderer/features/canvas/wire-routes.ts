import { outputsOf } from './block-kinds.ts'
import type { PlacedBlock } from './geometry/layout.ts'
import { makeRouter, type Routes } from './geometry/routing/wire-router.ts'
import type { Scene } from './geometry/scene.ts'

export const outputsOfPlaced = ({ hanging }: PlacedBlock): readonly string[] => outputsOf(hanging.block)

const router = makeRouter(outputsOfPlaced)
const known = new WeakMap<Scene, Routes>()

/** The ways of a scene's wires: worked out once, and from the scene before only where something moved. */
export function routesOf(scene: Scene): Routes {
  const before = known.get(scene)
  if (before) return before
  const routes = router(scene)
  known.set(scene, routes)
  return routes
}
