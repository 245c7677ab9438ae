import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasAutostart, setAutostart } from './autostart-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-autostart-'))
  file = join(folder, 'autostart', 'blockloom.desktop')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The words of `Exec` as a desktop reads them: Desktop Entry Specification 1.5, "Value types" and "The Exec key". */
function readExec(entry: string): string[] {
  const value = /^Exec=(.*)$/m.exec(entry)?.[1] ?? ''
  const ESCAPES: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }
  const text = value.replace(/\\(.)/g, (_, sign: string) => ESCAPES[sign] ?? `\\${sign}`)
  const words = [...text.matchAll(/"((?:\\["`$\\]|[^"`$\\])*)"(?: |$)/gy)]
  expect(words.map(([all]) => all).join('')).toBe(text)
  return words.map(([, inside = '']) => {
    const plain = inside.replace(/\\(["`$\\])/g, '$1')
    expect(plain.replaceAll('%%', '')).not.toContain('%')
    return plain.replaceAll('%%', '%')
  })
}

test('a desktop reads back every word that was written, whatever its signs', () => {
  const sign = fc.constantFrom(
    ' ',
    '"',
    "'",
    '`',
    '$',
    '%',
    '\\',
    '\n',
    '\r',
    '\t',
    ';',
    '#',
    '=',
    'f',
    'ü',
    '/',
  )
  const word = fc.string({ unit: sign, minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (command) => {
      setAutostart(file, command)
      const read = readExec(readFileSync(file, 'utf8'))
      expect(read).toEqual(command[0]?.includes('%') ? ['env', ...command] : command)
      expect(hasAutostart(file)).toBe(true)
    }),
  )
})

const hasGio = process.platform === 'linux' && spawnSync('gio', ['version']).status === 0

test.skipIf(!hasGio)('GLib starts what was written', () => {
  const place = join(folder, 'my "apps" at 100% $HOME `id` a\\b')
  mkdirSync(place)
  const [program, told] = [join(place, 'Block loom.AppImage'), join(folder, 'told')]
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$0" "$@" > '${told}.new'\nmv '${told}.new' '${told}'\n`)
  chmodSync(program, 0o700)
  const command = [program, '--in-tray', 'a %f "b" $c']
  setAutostart(file, command)
  execFileSync('gio', ['launch', file])
  return expect
    .poll(() => spawnSync('cat', [told], { encoding: 'utf8' }).stdout, { timeout: 20_000 })
    .toBe(`${command.join('\n')}\n`)
})

test('an entry that the desktop switched off counts as off, and none is left when it is taken away', () => {
  for (const line of ['Hidden=true', 'X-GNOME-Autostart-enabled=false']) {
    setAutostart(file, ['/opt/blockloom'])
    writeFileSync(file, `${readFileSync(file, 'utf8')}${line}\n`)
    expect(hasAutostart(file)).toBe(false)
  }
  setAutostart(file, null)
  setAutostart(file, null)
  expect(hasAutostart(file)).toBe(false)
})
