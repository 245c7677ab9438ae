/**
 * Draws the icons of the packaged app from the studio's logo, with Chromium: `node build/draw-icons.ts`.
 * Run by hand after the logo changed; what it writes is kept in git, because packaging has to work offline.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, findChromium } from '../tests/support/find-chromium.ts'

const HERE = import.meta.dirname
const LOGO = readFileSync(join(HERE, '..', 'src-renderer', 'app', 'logo.svg'), 'utf8')
/** Apple's grid: of 1024 points an icon's body takes 824, the rest is air. */
const MAC_BODY = 824 / 1024

const ON_LINUX = [16, 24, 32, 48, 64, 128, 256, 512]
const IN_ICO = [16, 24, 32, 48, 64, 128, 256]
/** The kinds of an .icns that hold a PNG of this many pixels (16 and 32 at one to one hold none). */
const IN_ICNS: Record<string, number> = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}

/** The tray's picture at one to one and at two to one, in points of each system. */
const IN_TRAY = { mac: [16, 32], windows: [16, 32], linux: [24, 48] }
/** macOS paints its menu bar's pictures itself: only what is opaque counts, so the body goes and the lines stay. */
const LINES = LOGO.replace(/<rect[^>]*>/, '')
  .replace('"white"', '"black"')
  .replace('0 0 28 28', '4.5 4.5 19 19')
const TRAY_FILE = join(HERE, '..', 'src-main', 'desktop', 'tray-pictures.ts')

type Draw = (pixels: number, body?: number, svg?: string) => Promise<Buffer>

/** An .ico: a head, an entry for each picture (0 stands for 256 pixels), then the PNGs. */
async function ico(draw: Draw): Promise<Buffer> {
  const pictures = await Promise.all(IN_ICO.map((pixels) => draw(pixels)))
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach((picture, i) => {
    const at = 6 + 16 * i
    head.writeUInt8((IN_ICO[i] as number) % 256, at)
    head.writeUInt8((IN_ICO[i] as number) % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(picture.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += picture.length
  })
  return Buffer.concat([head, ...pictures])
}

/** An .icns: a head, then each picture behind its kind and length. */
async function icns(draw: Draw): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const [kind, pixels] of Object.entries(IN_ICNS)) parts.push(chunk(kind, await draw(pixels, MAC_BODY)))
  return chunk('icns', Buffer.concat(parts))
}

function chunk(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(kind, 'latin1')
  head.writeUInt32BE(8 + content.length, 4)
  return Buffer.concat([head, content])
}

/** In the program itself: it is small, and has no path that packing could break. */
async function trayPictures(draw: Draw): Promise<string> {
  const lines = [
    '// Drawn by build/draw-icons.ts from the logo: PNGs in base64, at one to one and at two to one.',
  ]
  for (const [system, sizes] of Object.entries(IN_TRAY)) {
    const drawn = await Promise.all(sizes.map((pixels) => draw(pixels, 1, system === 'mac' ? LINES : LOGO)))
    lines.push(
      `export const ${system} = [`,
      ...drawn.map((png) => `  '${png.toString('base64')}',`),
      '] as const',
    )
  }
  return `${lines.join('\n')}\n`
}

const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
try {
  const draw: Draw = async (pixels, body = 1, svg = LOGO) => {
    const page = await browser.newPage({ viewport: { width: pixels, height: pixels } })
    const style = `body{margin:0;height:100vh;display:grid;place-items:center}svg{width:${body * 100}%}`
    await page.setContent(`<style>${style}</style>${svg}`)
    const picture = await page.screenshot({ omitBackground: true })
    await page.close()
    return picture
  }
  mkdirSync(join(HERE, 'icons'), { recursive: true })
  for (const pixels of ON_LINUX)
    writeFileSync(join(HERE, 'icons', `${pixels}x${pixels}.png`), await draw(pixels))
  writeFileSync(TRAY_FILE, await trayPictures(draw))
  writeFileSync(join(HERE, 'icon.ico'), await ico(draw))
  writeFileSync(join(HERE, 'icon.icns'), await icns(draw))
} finally {
  await browser.close()
}
