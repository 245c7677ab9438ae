/** A body that is made anew each time it is sent: a redirect may ask for it once more. */
export type HttpSource = {
  /** bytes, where known beforehand */
  readonly size?: number
  pieces(): AsyncIterable<Uint8Array>
}

export type HttpRequest = {
  url: string
  method: string
  headers: Readonly<Record<string, string>>
  body?: string | Uint8Array | HttpSource
}

type HttpHead = {
  status: number
  /** names in small letters; what was sent more than once is joined by commas (`set-cookie`: by line ends) */
  headers: Readonly<Record<string, string>>
}

export type HttpAnswer = HttpHead & {
  /** unpacked */
  body: Uint8Array
  /** the address it came from in the end, redirects followed; missing: the one that was asked */
  url?: string
}

/** An answer whose body is still to come. Exactly one of reading `body` to its end and `close` ends it. */
export type HttpReading = HttpHead & {
  url: string
  /** bytes that `body` will give; undefined where the server does not say, or sends it packed */
  size: number | undefined
  /**
   * unpacked, in pieces, each its own memory; can be gone through once. Leaving the loop closes it.
   * @throws AppError `http.cut-off`, `http.timeout`, `http.broken-body`, `http.too-large`, or the signal's reason
   */
  body: AsyncIterable<Uint8Array>
  close(): void
}
