import type { FindFlow } from '#shared/block'
import { appStarted } from './app-started/app-started.ts'
import { clipboardChanged } from './clipboard-changed/clipboard-changed.ts'
import type { DesktopEars } from './desktop-ears.ts'
import { event } from './event/event.ts'
import type { Events } from './event/events.ts'
import { every } from './every/every.ts'
import { fileChanged } from './file-changed/file-changed.ts'
import type { WatchedFiles } from './file-changed/watched-files.ts'
import { flowFailed } from './flow-failed/flow-failed.ts'
import { hotkey } from './hotkey/hotkey.ts'
import { schedule } from './schedule/schedule.ts'
import type { TriggerKind } from './trigger-runner.ts'

/** What kinds need that others reach too. */
export type KindParts = {
  events: Events
  webhook: TriggerKind
  files: WatchedFiles
  findFlow: FindFlow
  /** missing: this host is no desktop app */
  ears?: DesktopEars
}

/** All kinds of triggers that this host has. */
export const kindsOf = ({ events, webhook, files, findFlow, ears }: KindParts): TriggerKind[] => [
  schedule,
  every,
  appStarted,
  event(events),
  flowFailed(findFlow),
  webhook,
  fileChanged(files),
  hotkey(ears?.hotkeys),
  clipboardChanged(ears?.clipboard),
]
