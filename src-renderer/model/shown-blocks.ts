import { catalog } from '#blocks/catalog'
import type { BlockDeclaration } from '#shared/block'

/** Hats that fire here. The others are declared and can be tried by hand, but nothing arms them yet. */
const FIRING: ReadonlySet<string> = new Set([
  'start/manual',
  'start/called',
  'start/schedule',
  'start/every',
  'start/event',
  'start/app-started',
  'start/flow-failed',
  'start/webhook',
  'start/file-changed',
  'start/hotkey',
  'start/clipboard-changed',
])

/** The standard block types that the palette offers, in its order. */
export const shownBlocks: readonly BlockDeclaration[] = [...catalog.values()].filter(
  ({ shape, type }) => shape !== 'hat' || FIRING.has(type),
)
