import type { ComponentType } from 'react'
import type { ControlProps } from '../controls/control.ts'
import { AuthControl } from './auth-control.tsx'
import { EventPanel } from './event-panel.tsx'
import { EveryTimes } from './every-times.tsx'
import { HotkeyControl } from './hotkey-control.tsx'
import { PayloadControl } from './payload-control.tsx'
import { FailedFlowsControl, MethodsControl } from './some-controls.tsx'
import { WebhookPanel } from './webhook-panel.tsx'

/** What a hat tells below its fields. */
export const HAT_PANELS: Readonly<Record<string, ComponentType>> = {
  'start/webhook': WebhookPanel,
  'start/event': EventPanel,
  'start/every': EveryTimes,
}

/** Fields of hats that the control of their kind would leave to be typed: by type of block and name. */
export const HAT_CONTROLS: Readonly<Record<string, ComponentType<ControlProps>>> = {
  'start/hotkey keys': HotkeyControl,
  'start/webhook methods': MethodsControl,
  'start/webhook auth': AuthControl,
  'start/flow-failed flows': FailedFlowsControl,
  'start/event schema': PayloadControl,
}

/** Those of many parts: the field's title names them all. */
export const HAT_GROUPS: ReadonlySet<string> = new Set(['start/event schema'])
