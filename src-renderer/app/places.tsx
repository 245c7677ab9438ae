import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useHelp } from '../model/help-store.ts'
import { later } from '../ui/later.tsx'
import { LoadingBars } from '../ui/places.tsx'
import { addTexts } from './i18n.ts'

/**
 * Where features that grow beside this shell are put in. They take nothing from the shell beyond
 * what the address says; they share the stores of `model/`.
 */
export { Canvas as CanvasPlace } from '../features/canvas/canvas.tsx'
export { Inspector as InspectorPlace } from '../features/inspector/inspector.tsx'
export { RunStrip as RunStripPlace } from '../features/runs/run-strip.tsx'

/**
 * Pages come when they are asked for: who edits a flow needs none of them.
 * @param texts the namespace of which some come with it
 */
function page<P extends object>(load: () => Promise<ComponentType<P>>, texts?: string) {
  const Page = later(async () => {
    const [component] = await Promise.all([load(), texts && addTexts(texts)])
    return component
  })
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
  'flows',
)
export const FlowsPlace = page(
  async () => (await import('../features/flows/flows-page.tsx')).FlowsPage,
  'flows',
)
export const DeletedFlowsPlace = page(
  async () => (await import('../features/flows/deleted-page.tsx')).DeletedPage,
  'flows',
)
export const TemplatesPlace = page(
  async () => (await import('../features/flows/templates-page.tsx')).TemplatesPage,
  'flows',
)
export const RunsPlace = page(async () => (await import('../features/runs/runs-page.tsx')).RunsPage, 'runs')
export const SecretsPlace = page(
  async () => (await import('../features/secrets/secrets-page.tsx')).SecretsPage,
)
export const TriggersPlace = page(
  async () => (await import('../features/triggers/triggers-page.tsx')).TriggersPage,
)
export const AppearancePlace = page(
  async () => (await import('../features/settings/appearance-page.tsx')).AppearancePage,
  'settings',
)
export const StoragePlace = page(
  async () => (await import('../features/settings/storage-page.tsx')).StoragePage,
  'settings',
)
export const AboutPlace = page(
  async () => (await import('../features/settings/about-page.tsx')).AboutPage,
  'settings',
)

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
