import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useHelp } from '../model/help-store.ts'
import { LoadingBars } from '../ui/places.tsx'

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
function Later({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const bars = <LoadingBars label={t('loading')} widths={[24, 52, 44, 36]} />
  return <Suspense fallback={<div className="page">{bars}</div>}>{children}</Suspense>
}

export const SecretsPlace = () => (
  <Later>
    <SecretsPage />
  </Later>
)

const TriggersPage = lazy(async () => ({
  default: (await import('../features/triggers/triggers-page.tsx')).TriggersPage,
}))
export const TriggersPlace = (props: { chosen: { flow: string; block: string } | null }) => (
  <Later>
    <TriggersPage {...props} />
  </Later>
)

const AppearancePage = lazy(async () => ({
  default: (await import('../features/settings/appearance-page.tsx')).AppearancePage,
}))
export const AppearancePlace = () => (
  <Later>
    <AppearancePage />
  </Later>
)

const StoragePage = lazy(async () => ({
  default: (await import('../features/settings/storage-page.tsx')).StoragePage,
}))
export const StoragePlace = () => (
  <Later>
    <StoragePage />
  </Later>
)

const AboutPage = lazy(async () => ({
  default: (await import('../features/settings/about-page.tsx')).AboutPage,
}))
export const AboutPlace = () => (
  <Later>
    <AboutPage />
  </Later>
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
