/** Bytes that one line may have, its end not counted, in both directions. */
export const LONGEST_LINE = 16 * 1024 * 1024

/** Bytes of log that one call may write. */
export const MOST_LOG = 16 * 1024 * 1024

/** The version of the protocol that is spoken (docs/internals/worker-protocol.md). */
export const PROTOCOL_VERSION = 1
