import { lazy, Suspense } from 'react'
import { useHelp } from '../model/help-store.ts'

/**
 * Where features that grow beside this shell are put in. They take nothing from the shell beyond
 * what the address says; they share the stores of `model/`.
 */
export { Canvas as CanvasPlace } from '../features/canvas/canvas.tsx'
export { Inspector as InspectorPlace } from '../features/inspector/inspector.tsx'
export { RunStrip as RunStripPlace } from '../features/runs/run-strip.tsx'
export { RunsPage as RunsPlace } from '../features/runs/runs-page.tsx'

const SecretsPage = lazy(async () => ({
  default: (await import('../features/secrets/secrets-page.tsx')).SecretsPage,
}))

/** Pages that are seldom needed come when they are asked for. */
export const SecretsPlace = () => (
  <Suspense>
    <SecretsPage />
  </Suspense>
)

const TriggersPage = lazy(async () => ({
  default: (await import('../features/triggers/triggers-page.tsx')).TriggersPage,
}))
export const TriggersPlace = (props: { chosen: { flow: string; block: string } | null }) => (
  <Suspense>
    <TriggersPage {...props} />
  </Suspense>
)

const AppearancePage = lazy(async () => ({
  default: (await import('../features/settings/appearance-page.tsx')).AppearancePage,
}))
export const AppearancePlace = () => (
  <Suspense>
    <AppearancePage />
  </Suspense>
)

const StoragePage = lazy(async () => ({
  default: (await import('../features/settings/storage-page.tsx')).StoragePage,
}))
export const StoragePlace = () => (
  <Suspense>
    <StoragePage />
  </Suspense>
)

const AboutPage = lazy(async () => ({
  default: (await import('../features/settings/about-page.tsx')).AboutPage,
}))
export const AboutPlace = () => (
  <Suspense>
    <AboutPage />
  </Suspense>
)

const HelpSheet = lazy(async () => ({ default: (await import('../features/help/help-sheet.tsx')).HelpSheet }))

/** The pages of all blocks come with the first one that is opened. */
export function HelpPlace() {
  const open = useHelp((help) => help.type !== null)
  if (!open) return null
  return (
    <Suspense>
      <HelpSheet />
    </Suspense>
  )
}
