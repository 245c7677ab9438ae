import type { Json } from '#shared/flow'
import { inferType } from './infer-type.ts'

/** What the code of a block is given, as far as the data shown beside it tells. */
export type CodeFacts = { input: Json | undefined; vars: Json | undefined }

/** Declarations the editor knows besides the language's own: what `src-main/workers/inside` gives to code. */
export const codeLibrary = ({ input, vars }: CodeFacts): string => `
/** What arrived at this block. */
type Input = ${inferType(input)};
/** What may leave it: texts, numbers, true or false, nothing, lists and plain objects. */
type Answer =
  | string | number | boolean | null | undefined | void
  | readonly unknown[]
  | { readonly [key: string]: unknown }
  | (object & { bind?: never; [Symbol.toStringTag]?: never });
interface Context {
  /** The variables in sight, to look at. */
  readonly vars: Readonly<${typeOfVariables(vars)}>;
  /** Lines of the step's log. */
  readonly log: { info(text: unknown): void; warn(text: unknown): void; error(text: unknown): void };
  /** How far it is: 0 to 1, and a word about it. */
  progress(share: number, text?: string): void;
  /** Says that it is still at work. */
  heartbeat(): void;
  /** Aborted when the step is stopped or its time is up. */
  readonly signal: AbortSignal;
  /** The same for every attempt at this step. */
  readonly idempotencyKey: string;
  /** Waits, in milliseconds. */
  sleep(ms: number): Promise<void>;
}
type Require = (name: string) => any;
/** Packages have their types where they are installed. */
declare module '*';
declare const Buffer: any;
declare const process: any;
`

const typeOfVariables = (vars: Json | undefined): string => {
  const type = inferType(vars)
  return type === 'any' ? 'Record<string, any>' : `${type} & Record<string, any>`
}
