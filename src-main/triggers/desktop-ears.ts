import { AppError } from '#shared/error'
import type { Hat } from './trigger-runner.ts'

/** Keys that are heard in every program of the desktop. */
export type Hotkeys = {
  /** Cmd takes the place of Ctrl in `CmdOrCtrl` */
  readonly mac: boolean
  /**
   * @param keys as `parseKeys` writes them, such as `Ctrl+Shift+K`
   * @returns what gives them back; null: another program has them, or the system keeps them for itself
   */
  hold(keys: string, pressed: () => void): (() => void) | null
}

/** What lies on the clipboard: text, or a picture as PNG. */
export type Copied = { text: string } | { png: Uint8Array }

export type ClipboardEar = {
  /** null: nothing, or something of another kind. Pictures cost much to read: only where they are asked for */
  read(pictures: boolean): Promise<Copied | null>
}

/** What the desktop app hears and other hosts do not. */
export type DesktopEars = { readonly hotkeys: Hotkeys; readonly clipboard: ClipboardEar }

export const onlyOnTheDesktop = ({ blockName }: Hat): AppError =>
  new AppError({
    code: 'trigger.only-desktop',
    message: `"${blockName}" works only in the desktop app.`,
    fix: 'Open Blockloom as a desktop app on the computer where it should be heard.',
  })
