/** Writes docs/guide/blocks anew from the blocks' declarations: `node build/write-block-pages.ts`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import { blockPages } from './block-pages.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'guide', 'blocks')
const pages = blockPages(catalog)
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
for (const [name, text] of pages) writeFileSync(join(folder, name), text)
