import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useHelp } from '../model/help-store.ts'
import { later } from '../ui/later.tsx'
import { LoadingBars } from '../ui/places.tsx'

/**
 * Where features that grow beside this shell are put in. They take nothing from the shell beyond
 * what the address says; they share the stores of `model/`.
 */
export { Canvas as CanvasPlace } from '../features/canvas/canvas.tsx'
export { Inspector as InspectorPlace } from '../features/inspector/inspector.tsx'
export { RunStrip as RunStripPlace } from '../features/runs/run-strip.tsx'

/** Pages come when they are asked for: who edits a flow needs none of them. */
function page<P extends object>(load: () => Promise<ComponentType<P>>) {
  const Page = later(load)
  return (props: P) => <Page {...props} waiting={<Waiting />} />
}

function Waiting() {
  const { t } = useTranslation()
  return (
    <div className="page">
      <LoadingBars label={t('loading')} widths={[24, 52, 44, 36]} />
    </div>
  )
}

export const FirstRunPlace = page(
  async () => (await import('../features/flows/first-run-page.tsx')).FirstRunPage,
)
export const FlowsPlace = page(async () => (await import('../features/flows/flows-page.tsx')).FlowsPage)
export const DeletedFlowsPlace = page(
  async () => (await import('../features/flows/deleted-page.tsx')).DeletedPage,
)
export const TemplatesPlace = page(
  async () => (await import('../features/flows/templates-page.tsx')).TemplatesPage,
)
export const RunsPlace = page(async () => (await import('../features/runs/runs-page.tsx')).RunsPage)
export const SecretsPlace = page(
  async () => (await import('../features/secrets/secrets-page.tsx')).SecretsPage,
)
export const TriggersPlace = page(
  async () => (await import('../features/triggers/triggers-page.tsx')).TriggersPage,
)
export const AppearancePlace = page(
  async () => (await import('../features/settings/appearance-page.tsx')).AppearancePage,
)
export const StoragePlace = page(
  async () => (await import('../features/settings/storage-page.tsx')).StoragePage,
)
export const AboutPlace = page(async () => (await import('../features/settings/about-page.tsx')).AboutPage)

const BackpackShelf = later(
  async () => (await import('../features/canvas/backpack/backpack-shelf.tsx')).BackpackShelf,
)

export function BackpackPlace() {
  const { t } = useTranslation()
  return <BackpackShelf waiting={<LoadingBars label={t('loading')} widths={[64, 48, 56]} />} />
}

const HelpSheet = later(async () => (await import('../features/help/help-sheet.tsx')).HelpSheet)

/** The pages of all blocks come with the first one that is opened. */
export function HelpPlace() {
  const open = useHelp((help) => help.type !== null)
  return open ? <HelpSheet /> : null
}
