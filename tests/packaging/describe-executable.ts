import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getRawHeader } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { describe, expect, test } from 'vitest'
import { type Packed, ROOT } from './pack-app.ts'
import type { System } from './stand-in/electron-dist.ts'

/** What holds for the packed app of every system: the tests, for an app that is packed when they run. */
export function describeExecutable(system: System, app: () => Packed): void {
  describe(`the executable for ${system}`, () => {
    test('it has our fuses, and the rest as Electron ships them', async () => {
      const wire = (await getCurrentFuseWire(app().executable)) as unknown as Record<number, number>
      const on = (fuse: number) => String.fromCharCode(wire[fuse] as number) === '1'
      expect(FUSES.map((fuse) => [FuseV1Options[fuse], on(fuse)])).toEqual([
        ['RunAsNode', false],
        ['EnableCookieEncryption', true],
        ['EnableNodeOptionsEnvironmentVariable', false],
        ['EnableNodeCliInspectArguments', false],
        ['EnableEmbeddedAsarIntegrityValidation', true],
        ['OnlyLoadAppFromAsar', true],
        ['LoadBrowserProcessSpecificV8Snapshot', false],
        ['GrantFileProtocolExtraPrivileges', false],
      ])
      expect(on(FUSES.length)).toBe(true)
    })

    test('the native module of that system lies beside the archive, alone', () => {
      const all = readdirSync(`${app().asar}.unpacked`, { recursive: true, withFileTypes: true })
      const names = all.filter((one) => one.isFile()).map((one) => one.name)
      expect(names).toEqual([`${system}-${process.arch}.node`])
    })

    test('Electron finds our app and no other', () => {
      expect(readdirSync(app().resources).filter((name) => /^(default_)?app(\.asar)?$/.test(name))).toEqual([
        'app.asar',
      ])
    })

    test('the licences of Electron and Chromium go along', () => {
      const home = system === 'darwin' ? app().resources : app().app
      for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
        expect(existsSync(join(home, name)), name).toBe(true)
    })

    // Linux has no place for either in an executable
    if (system === 'linux') return

    test('it knows the hash of the archive', () => {
      const { headerString } = getRawHeader(app().asar)
      expect(KNOWN_HASH[system](app())).toBe(createHash('sha256').update(headerString).digest('hex'))
    })

    test('it carries our name and icon', () => {
      expect(NAME_AND_ICON[system](app())).toEqual(['Blockloom', true])
    })
  })
}

const FUSES = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number')

const ours = (name: string): Buffer => readFileSync(join(ROOT, 'build', name))
const plistOf = ({ app }: Packed): string => readFileSync(join(app, 'Contents', 'Info.plist'), 'utf8')
const resourcesOf = ({ executable }: Packed) =>
  NtExecutableResource.from(NtExecutable.from(readFileSync(executable))).entries

const KNOWN_HASH: Record<Exclude<System, 'linux'>, (packed: Packed) => string | undefined> = {
  darwin: (packed) =>
    /<key>Resources\/app\.asar<\/key>\s*<dict>[\s\S]*?<key>hash<\/key>\s*<string>(\w+)</.exec(
      plistOf(packed),
    )?.[1],
  win32(packed) {
    const entry = resourcesOf(packed).find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
    const list = JSON.parse(Buffer.from(entry?.bin ?? new ArrayBuffer()).toString())
    return list.find(({ file }: { file: string }) => file === 'resources\\app.asar')?.value
  },
}

const NAME_AND_ICON: Record<Exclude<System, 'linux'>, (packed: Packed) => [string | undefined, boolean]> = {
  darwin(packed) {
    const [, icon] = /<key>CFBundleIconFile<\/key>\s*<string>([^<]+)/.exec(plistOf(packed)) ?? []
    const [, name] = /<key>CFBundleName<\/key>\s*<string>([^<]+)/.exec(plistOf(packed)) ?? []
    return [name, readFileSync(join(packed.resources, icon as string)).equals(ours('icon.icns'))]
  },
  win32(packed) {
    const entries = resourcesOf(packed)
    const [info] = Resource.VersionInfo.fromEntries(entries)
    const { ProductName } = info?.getStringValues({ lang: 1033, codepage: 1200 }) ?? {}
    const icons = entries.filter(({ type }) => type === 3).map(({ bin }) => Buffer.from(bin))
    return [ProductName, icons.length > 0 && icons.every((icon) => ours('icon.ico').includes(icon))]
  },
}
