import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Family, and how the studio's build begins the name of its file for Latin, the script of the pages written here. */
const FACES = [
  ['Inter Variable', 'inter-latin-wght-normal-'],
  ['JetBrains Mono', 'jetbrains-mono-latin-wght-normal-'],
] as const

/** The studio's faces as rules for another page; none where nothing is built. @param folder the build's output */
export function fontRules(folder: string): string {
  const names = assetsIn(folder)
  return FACES.map(([family, begins]) => {
    const name = names.find((one) => one.startsWith(begins) && /^[\w.-]+\.woff2$/.test(one))
    if (!name) return ''
    return `@font-face { font-family: "${family}"; font-weight: 100 900; font-display: swap; src: url("/assets/${name}") format("woff2") }\n`
  }).join('')
}

function assetsIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'assets'))
  } catch {
    return []
  }
}
