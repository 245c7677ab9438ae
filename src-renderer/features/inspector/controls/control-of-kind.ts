import type { ComponentType } from 'react'
import type { FieldKind } from '#shared/block'
import { ScheduleControl } from '../hats/schedule-control.tsx'
import { ZoneControl } from '../hats/zone-control.tsx'
import { ChoiceControl, DurationControl, YesNoControl } from './choice-controls.tsx'
import { CodeControl } from './code-control.tsx'
import { ConditionControl } from './condition-control.tsx'
import type { ControlProps } from './control.ts'
import { FlowControl } from './flow-control.tsx'
import { ListControl, MapControl, ValueControl } from './list-controls.tsx'
import { SecretControl } from './secret-control.tsx'
import { TableControl } from './table-control.tsx'
import { TextControl } from './text-control.tsx'
import { VariableControl } from './variable-control.tsx'

/** The control that fills in a field of each kind, where it does not hold an expression. */
export const CONTROLS: Readonly<Record<FieldKind, ComponentType<ControlProps>>> = {
  text: TextControl,
  'long-text': TextControl,
  code: CodeControl,
  number: TextControl,
  duration: DurationControl,
  // a time of day, a date, or both: no picker takes all three
  time: TextControl,
  schedule: ScheduleControl,
  zone: ZoneControl,
  'yes-no': YesNoControl,
  condition: ConditionControl,
  choice: ChoiceControl,
  list: ListControl,
  map: MapControl,
  table: TableControl,
  secret: SecretControl,
  value: ValueControl,
  file: TextControl,
  folder: TextControl,
  url: TextControl,
  variable: VariableControl,
  flow: FlowControl,
}
