import { STREAM_WINDOW } from '#shared/contract'

type Waiting = { left: number; wake: ((go: boolean) => void) | null }

/**
 * Credits of the streams of one channel. A stream takes one before each batch and waits when there is none;
 * the reader gives one back for each batch it took.
 */
export class StreamCredits {
  private readonly streams = new Map<string, Waiting>()

  /** @returns false when the stream is over and nothing may be sent */
  async take(id: string): Promise<boolean> {
    const stream = this.streams.get(id)
    if (!stream) return false
    if (stream.left > 0) {
      stream.left--
      return true
    }
    return new Promise((resolve) => {
      stream.wake = resolve
    })
  }

  open(id: string): void {
    this.streams.set(id, { left: STREAM_WINDOW, wake: null })
  }

  /** A reader cannot give more than it has: what it claims beyond the window is not counted. */
  give(id: string): void {
    const stream = this.streams.get(id)
    if (!stream) return
    const { wake } = stream
    stream.wake = null
    if (wake) wake(true)
    else stream.left = Math.min(stream.left + 1, STREAM_WINDOW)
  }

  close(id: string): void {
    this.streams.get(id)?.wake?.(false)
    this.streams.delete(id)
  }

  closeAll(): void {
    for (const id of [...this.streams.keys()]) this.close(id)
  }
}
