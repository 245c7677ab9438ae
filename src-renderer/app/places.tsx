/**
 * Where features that grow beside this shell are put in. They take nothing from the shell beyond
 * what the address says; they share the stores of `model/`.
 */
export { Canvas as CanvasPlace } from '../features/canvas/canvas.tsx'
export const InspectorPlace = () => null
export const RunStripPlace = () => null
export const RunsPlace = (_: { runId: string | null }) => null
