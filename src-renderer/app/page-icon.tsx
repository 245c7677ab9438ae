import { Blocks, Contrast, Database, Info, KeyRound, LayoutTemplate, List, Zap } from 'lucide-react'
import type { Page } from './go-pages.ts'

const ICONS = {
  flows: Blocks,
  runs: List,
  triggers: Zap,
  templates: LayoutTemplate,
  secrets: KeyRound,
  storage: Database,
  appearance: Contrast,
  about: Info,
} as const satisfies Record<Page, unknown>

/** The icon of a page beside the editor. */
export function PageIcon({ page, size = 17 }: { page: Page; size?: number }) {
  const Icon = ICONS[page]
  return <Icon size={size} aria-hidden />
}
