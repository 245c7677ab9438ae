import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { facts } from './facts.ts'

type Item = Electron.MenuItemConstructorOptions

/** The icon beside the clock: what it shows is kept, and its menu can be pressed. */
export class Tray extends EventEmitter {
  constructor(image: Electron.NativeImage) {
    super()
    facts.trayImage = image as unknown as { bytes: number[] }
  }
  setToolTip(words: string): void {
    facts.trayWords = words
  }
  setContextMenu(menu: Electron.Menu | null): void {
    facts.trayMenu = menu as unknown as Item[]
  }
}
;({}) as Tray satisfies Pick<Electron.Tray, 'setToolTip' | 'setContextMenu'>

/** Keeps what a picture is made of. */
export const nativeImage = {
  createFromBuffer(buffer) {
    const bytes = [buffer.length]
    const image = {
      bytes,
      addRepresentation: ({ buffer: more }: Electron.AddRepresentationOptions) =>
        void bytes.push(more?.length ?? 0),
      setTemplateImage: () => {},
    }
    return image as unknown as Electron.NativeImage
  },
} satisfies Partial<typeof Electron.nativeImage>
