import type { BlockDesktop } from '#shared/block'

/** A desktop that writes down what flows do on it, so that tests open no windows. Its clipboard is a real one. */
export type RecordingDesktop = BlockDesktop & {
  readonly notified: { title: string; text: string }[]
  readonly opened: string[]
}

export function recordingDesktop(): RecordingDesktop {
  let copied = ''
  const notified: RecordingDesktop['notified'] = []
  const opened: string[] = []
  return {
    notified,
    opened,
    notify: async (title, text) => void notified.push({ title, text }),
    open: async (what) => void opened.push(what),
    readClipboard: async () => copied,
    async writeClipboard(text) {
      copied = text
    },
  }
}
