import { clipboard, globalShortcut } from 'electron'
import type { Copied, DesktopEars } from '../compose.ts'

const PNG = 'image/png'

/** Keys and the clipboard of the whole desktop, through Electron. */
export const electronEars: DesktopEars = {
  hotkeys: {
    mac: process.platform === 'darwin',
    hold(keys, pressed) {
      if (!registers(keys, pressed)) return null
      return () => globalShortcut.unregister(keys)
    },
  },
  clipboard: {
    async read(pictures): Promise<Copied | null> {
      const text = await clipboard.readText()
      if (text !== '') return { text }
      if (!pictures || !(await clipboard.has(PNG))) return null
      for (const item of await clipboard.read())
        if (item.types.includes(PNG)) return { png: await (await item.getType(PNG)).bytes() }
      return null
    },
  },
}

/** Electron throws where it does not know a key of ours: then the system has no such key to give. */
function registers(keys: string, pressed: () => void): boolean {
  try {
    return globalShortcut.register(keys, pressed)
  } catch {
    return false
  }
}
