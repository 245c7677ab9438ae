import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

export type System = 'linux' | 'darwin' | 'win32'

/**
 * A folder that looks to electron-builder like an unpacked Electron: the files it moves, renames and edits,
 * with a real fuse wire, a real Windows executable around it and real property lists. Nothing in it runs.
 */
export function makeElectronDist(folder: string, system: System): void {
  const put = (path: string, content: string | Buffer) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content, { mode: 0o755 })
  }
  const version = JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')).version
  put('version', version)
  put('LICENSE', 'the licence of Electron')
  put('LICENSES.chromium.html', '<p>the licences of Chromium</p>')
  FILES[system](put, version)
}

type Put = (path: string, content: string | Buffer) => void

const FILES: Record<System, (put: Put, version: string) => void> = {
  linux(put) {
    put('electron', Buffer.concat([Buffer.from('\x7fELF'), fuseWire()]))
    put('chrome-sandbox', 'the sandbox')
    put('locales/en-US.pak', 'words')
    put('resources/default_app.asar', 'the app that Electron shows when it has none')
  },
  win32(put, version) {
    put('electron.exe', windowsExecutable(version))
    put('locales/en-US.pak', 'words')
    put('resources/default_app.asar', 'the app that Electron shows when it has none')
  },
  darwin(put) {
    const contents = 'Electron.app/Contents'
    put(`${contents}/Info.plist`, propertyList('Electron', 'com.github.Electron', 'electron.icns'))
    put(`${contents}/MacOS/Electron`, 'starts the framework')
    put(`${contents}/Resources/electron.icns`, 'the icon of Electron')
    put(`${contents}/Resources/en.lproj/locale.pak`, 'words')
    put(`${contents}/Resources/default_app.asar`, 'the app that Electron shows when it has none')
    put(`${contents}/Frameworks/Electron Framework.framework/Electron Framework`, fuseWire())
    for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
      const name = `Electron Helper${kind}`
      put(
        `${contents}/Frameworks/${name}.app/Contents/Info.plist`,
        propertyList(name, 'com.github.Electron.helper'),
      )
      put(`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, 'a process of Chromium')
    }
  },
}

/** As Electron ships it: what makes an app its own off, the rest on; one fuse more than is known today. */
function fuseWire(): Buffer {
  const known = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number')
  const on = new Set([
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ])
  const states = known.map((fuse) => (on.has(fuse) ? '1' : '0')).join('')
  // marker, version of the wire, its length, then a digit for each fuse
  return Buffer.from(
    `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01${String.fromCharCode(states.length + 1)}${states}1`,
    'latin1',
  )
}

function windowsExecutable(version: string): Buffer {
  const executable = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(executable)
  const info = Resource.VersionInfo.createEmpty()
  info.setStringValues(
    { lang: 1033, codepage: 1200 },
    { ProductName: 'Electron', FileDescription: 'Electron' },
  )
  info.setFileVersion(version, 1033)
  info.outputToResourceEntries(resources.entries)
  const wire = Uint8Array.from(fuseWire())
  resources.entries.push({ type: 'STANDIN', id: 'WIRE', lang: 1033, codepage: 1200, bin: wire.buffer })
  resources.outputResource(executable)
  return Buffer.from(executable.generate())
}

const propertyList = (
  name: string,
  id: string,
  icon?: string,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
  <dict>
    <key>CFBundleExecutable</key>
    <string>${name}</string>
    <key>CFBundleIdentifier</key>
    <string>${id}</string>
    ${icon ? `<key>CFBundleIconFile</key>\n    <string>${icon}</string>` : ''}
    <key>CFBundlePackageType</key>
    <string>APPL</string>
  </dict>
</plist>
`
