import { HELPERS, ROOTS } from './scope.ts'

/** What the sandbox knows besides, by the names of the language (ECMA-262, 19) and QuickJS's own. */
const LANGUAGE = `globalThis undefined NaN Infinity arguments
  parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape
  Object Function Array String Number Boolean Symbol BigInt Math JSON Reflect Date RegExp Iterator Promise
  Map Set WeakMap WeakSet ArrayBuffer DataView
  Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array
  Float16Array Float32Array Float64Array
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError InternalError`

/** Every name that means something in an expression before it gives one itself. */
export const KNOWN_NAMES: ReadonlySet<string> = new Set([...ROOTS, ...HELPERS, ...LANGUAGE.split(/\s+/)])
