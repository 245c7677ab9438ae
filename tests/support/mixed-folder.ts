import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAMES = [
  (i: number) => `holiday ${i}.jpg`,
  (i: number) => `Übergrößenträger-${i}.PDF`,
  (i: number) => `🌻 sunflower ${i}.png`,
  (i: number) => `no extension ${i}`,
  (i: number) => `archive.${i}.tar.gz`,
  (i: number) => `.hidden-${i}`,
  (i: number) => `naïve "quotes" & 'more' ${i}.txt`,
  (i: number) => `日本語-${i}.docx`,
  (i: number) => `trailing.dot.${i}.mp3`,
  (i: number) => `UPPER ${i}.JPG`,
]

/**
 * Makes a folder of `count` real files of mixed kinds. Each holds a text of its own, so that afterwards
 * every one can be found again wherever it went. Two of the same name stand in sorted folders already.
 * @returns the texts, one a file
 */
export function makeMixedFolder(folder: string, count = 200): string[] {
  mkdirSync(folder, { recursive: true })
  const texts: string[] = []
  const put = (path: string) => {
    const text = `this was ${path.slice(folder.length + 1)}`
    writeFileSync(path, text)
    texts.push(text)
  }
  for (let i = 0; i < count; i++) put(join(folder, (NAMES[i % NAMES.length] as (typeof NAMES)[0])(i)))
  return texts
}

/** The texts of all files under a folder, sorted: what must be the same before and after sorting. */
export function textsUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .sort()
}
