import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemDesktop } from './system-desktop.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-desktop-'))
  mkdirSync(join(folder, 'bin'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program of the system that writes down what it was told. */
function put(name: string, script: string): void {
  const path = join(folder, 'bin', name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}
const written = (name: string) => readFileSync(join(folder, name), 'utf8')
const desktop = (env: NodeJS.ProcessEnv = { DISPLAY: ':0' }) =>
  systemDesktop('linux', { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, ...env })

describe.skipIf(process.platform === 'win32')('the desktop of a Linux machine', () => {
  test('is told titles and texts as they are', async () => {
    put('notify-send', `printf '%s|' "$@" > ${folder}/told`)
    await desktop().notify('-title $HOME', 'it\'s "here"; rm -rf x')
    expect(written('told')).toBe(`--app-name=Blockloom|--|-title $HOME|it's "here"; rm -rf x|`)
  })

  test('takes the first program for the clipboard that is there and does it', async () => {
    put('wl-copy', 'exit 1')
    put('xclip', `case "$3" in -in) cat > ${folder}/copied;; *) cat ${folder}/copied;; esac`)
    put('wl-paste', 'exit 1')
    await desktop().writeClipboard('größe ☺\n')
    expect(await desktop().readClipboard()).toBe('größe ☺\n')
  })

  test('does not wait for a program that stays behind to keep what was copied', async () => {
    put('wl-copy', `cat > ${folder}/copied; sleep 30 &`)
    await desktop().writeClipboard('kept')
    expect(written('copied')).toBe('kept')
  })

  test('says what it has not: no desktop, no program, a program that refuses', async () => {
    put('notify-send', 'exit 0')
    await expect(desktop({}).notify('a', 'b')).rejects.toMatchObject({ code: 'desktop.no-notifications' })
    const none = systemDesktop('linux', { PATH: folder, DISPLAY: ':0' })
    await expect(none.readClipboard()).rejects.toMatchObject({ code: 'desktop.no-clipboard' })
    put('xdg-open', 'exit 3')
    await expect(desktop().open('/none')).rejects.toMatchObject({ code: 'desktop.cannot-open' })
  })
})
