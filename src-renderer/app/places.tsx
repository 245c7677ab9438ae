/**
 * Where features that grow beside this shell are put in. They take nothing from the shell beyond
 * what the address says; they share the stores of `model/`.
 */
export { Canvas as CanvasPlace } from '../features/canvas/canvas.tsx'
export { Inspector as InspectorPlace } from '../features/inspector/inspector.tsx'
export { RunStrip as RunStripPlace } from '../features/runs/run-strip.tsx'
export { RunsPage as RunsPlace } from '../features/runs/runs-page.tsx'
