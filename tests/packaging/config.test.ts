import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import config from '../../build/electron-builder.ts'
import { ROOT } from './pack-app.ts'

const file = (...way: string[]): Buffer => readFileSync(join(ROOT, 'build', ...way))

describe('the packaging config', () => {
  test('closes every way to make something else of the app than it is', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
    expect(config.disableAsarIntegrity).toBeUndefined()
    for (const system of [config, config.linux, config.mac, config.win]) expect(system?.asar).not.toBe(false)
  })

  test('never starts the app without its sandbox', () => {
    expect(JSON.stringify(config)).not.toContain('no-sandbox')
  })

  test('makes the installers of each system', () => {
    expect(config.linux?.target).toEqual(['AppImage', 'deb'])
    expect(config.mac?.target).toEqual(['dmg', 'zip'])
    expect(config.win?.target).toEqual(['nsis'])
  })

  test('compiles, fetches and publishes nothing', () => {
    expect(config).toMatchObject({ npmRebuild: false, publish: null })
  })

  test("keeps a person's flows when the app is removed", () => {
    expect(config.nsis?.deleteAppDataOnUninstall).toBe(false)
  })

  test('asks macOS for machine code at run time and for nothing else', () => {
    const asked = file('entitlements.mac.plist')
      .toString()
      .matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)
    expect([...asked].map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit'])
    expect(config.mac?.entitlements).toBe('build/entitlements.mac.plist')
    expect(config.mac?.entitlementsInherit).toBe('build/entitlements.mac.plist')
  })
})

describe('the icons', () => {
  const sizeOf = (png: Buffer) => {
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(png.readUInt32BE(20))
    return png.readUInt32BE(16)
  }

  test('for Linux are as large as they say', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
      expect(sizeOf(file('icons', `${size}x${size}.png`))).toBe(size)
  })

  test('for Windows hold the sizes that it shows, up to the 256 that the installer wants', () => {
    const ico = file('icon.ico')
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
      const [length, offset] = [ico.readUInt32LE(14 + 16 * i), ico.readUInt32LE(18 + 16 * i)]
      const size = sizeOf(ico.subarray(offset, offset + length))
      expect(ico[6 + 16 * i]).toBe(size % 256)
      return size
    })
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  test('for macOS hold every size, plain and for dense screens', () => {
    const icns = file('icon.icns')
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const sizes: Record<string, number> = {}
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      sizes[icns.toString('latin1', at, at + 4)] = sizeOf(
        icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)),
      )
    expect(sizes).toEqual({
      ic11: 32,
      ic12: 64,
      ic07: 128,
      ic13: 256,
      ic08: 256,
      ic14: 512,
      ic09: 512,
      ic10: 1024,
    })
  })
})
