/**
 * Where features that grow beside this shell are put in. Each takes no props from the shell
 * beyond what its address says; they share the stores of `model/`.
 */
export const CanvasPlace = () => null
export const InspectorPlace = () => null
export const RunStripPlace = () => null
export const RunsPlace = (_: { runId: string | null }) => null
