/** Limits of a flow file (design: "The file"). They hold for files and for documents over the API alike. */
export const MAX_DEPTH = 200
/** bytes of UTF-8; 20 MB */
export const MAX_BYTES = 20 * 1024 * 1024

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Keys that could reach a prototype; refused anywhere in a flow, so that no reader has to think of them. */
export const isForbiddenKey = (key: string): boolean => FORBIDDEN.has(key)
