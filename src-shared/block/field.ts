import type { Json, JsonObject } from '#shared/flow'
import type { When } from './counts.ts'
import type { Reading } from './reading/readings.ts'

/** What a field holds decides its inspector control, its shape on the block, its schema and its docs line. */
export const FIELD_KINDS = [
  'text',
  'long-text',
  'code',
  'number',
  'duration',
  'time',
  'schedule',
  'zone',
  'yes-no',
  'condition',
  'choice',
  'list',
  'map',
  'table',
  'secret',
  'value',
  'file',
  'folder',
  'url',
  'variable',
  'flow',
] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

export type FieldSpec = {
  title: string
  /** one line under the control */
  help?: string
  /** the muted word an empty field shows on the block */
  hint?: string
  required?: boolean
  /** it counts only while another field holds something; while it does not, it is not there: see `counts` */
  when?: When
  /** another field that may be filled in instead: one of both is needed, and both are one too many */
  or?: string
  default?: Json
  /** what a new block of the studio begins with, where that differs from what a block without it means */
  begins?: Json
  /** taken as it is: no `{{ }}` inside */
  raw?: boolean
  /** not evaluated with the others: once per item, by the block (`ctx.perItem`), with `item` and `index` in sight */
  perItem?: boolean
  /** its texts may name secrets: `{{ secrets.NAME }}` */
  secrets?: boolean
  /** number: what it counts, shown behind it: `MB` */
  unit?: string
  /** number: limits, and whether whole; duration: the least, in ms; list: the fewest */
  min?: number
  max?: number
  whole?: boolean
  /** list: an object is taken as a list of `{ key, value }` */
  entries?: boolean
  /** duration, number: another field of the block, which should be no less */
  below?: string
  /** what it is written in, which its kind alone does not tell: checked while it is written, and once it is evaluated */
  reads?: Reading
  /** it is written in that only while another field holds something: a text to find may be a pattern */
  readsWhen?: When
  /** list: each item names one, a flow by id or name; written with that kind's control, and blanks do not count */
  of?: 'file' | 'folder' | 'flow'
  /** list: what may be in it; ticked, not typed */
  choices?: readonly Choice[]
  /** shown only in the inspector's folded part */
  advanced?: boolean
}
export type Choice<V extends string = string> = { value: V; title: string }

/** `T` is what `config.NAME` holds once expressions are evaluated and defaults filled in. */
export type Field<T = unknown> = FieldSpec & {
  readonly kind: FieldKind
  readonly choices?: readonly Choice[]
  /** table: what each row holds; map: what stands in it, where the names are known */
  readonly columns?: Fields
  /** never there; carries the type */
  readonly holds?: T
}

type Given<S extends FieldSpec, T> = S extends { perItem: true }
  ? unknown
  : S extends { default: Json }
    ? T
    : S extends { when: When }
      ? T | undefined
      : S extends { required: true }
        ? T
        : T | undefined
/** What a field of this kind may be told: its default is a value it can hold, or an expression that gives one. */
type SpecOf<T> = Omit<FieldSpec, 'default'> & { default?: T | Expression }
type Expression = `${string}{{${string}}}${string}`

/** Nothing but what a field may be told: a slip of the pen (`requird`) is no property. */
type Only<S> = S & { readonly [K in Exclude<keyof S, keyof FieldSpec>]: never }

const make =
  <T extends Json>(kind: FieldKind) =>
  <const S extends SpecOf<T>>(spec: Only<S>): Field<Given<S, T>> => ({ kind, ...spec })

/** Constructors of fields: `field.text({ title: 'Text', required: true })`. */
export const field = {
  text: make<string>('text'),
  longText: make<string>('long-text'),
  code: make<string>('code'),
  number: make<number>('number'),
  duration: make<string>('duration'),
  /** a point in time; what the block gets is ISO text in UTC, however it was written */
  time: make<string>('time'),
  /** when something is due, again and again: cron or words, as `readSchedule` reads them */
  schedule: make<string>('schedule'),
  /** a time zone by its IANA name */
  zone: make<string>('zone'),
  yesNo: make<boolean>('yes-no'),
  /** true or false; built, not typed; stored as an expression */
  condition: make<boolean>('condition'),
  list: make<readonly Json[]>('list'),
  map: make<JsonObject>('map'),
  value: make<Json>('value'),
  file: make<string>('file'),
  folder: make<string>('folder'),
  url: make<string>('url'),
  variable: make<string>('variable'),
  flow: make<string>('flow'),
  /** a secret by name; what the block gets is its value */
  secret: <const S extends SpecOf<string>>(spec: Only<S>): Field<Given<S, string>> => ({
    kind: 'secret',
    secrets: true,
    ...spec,
  }),
  /** rows that all hold the same fields */
  table: <const C extends Fields, const S extends SpecOf<readonly JsonObject[]>>(
    columns: C,
    spec: Only<S>,
  ): Field<Given<S, readonly ConfigOf<C>[]>> => ({ kind: 'table', columns, ...spec }),
  /** one row: names that are known, each with a field of its own */
  record: <const C extends Fields, const S extends SpecOf<JsonObject>>(
    columns: C,
    spec: Only<S>,
  ): Field<Given<S, JsonObject>> => ({ kind: 'map', columns, ...spec }),
  choice: <const V extends string, const S extends SpecOf<NoInfer<V>>>(
    choices: readonly Choice<V>[],
    spec: Only<S>,
  ): Field<Given<S, V>> => ({ kind: 'choice', choices, ...spec }),
} as const

export type Fields = Readonly<Record<string, Field>>
export type ConfigOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never
}
