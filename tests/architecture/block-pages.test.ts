import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { blockPages } from '../../build/block-pages.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'docs', 'guide', 'blocks')
const pages = blockPages(catalog)

describe('the docs pages of the blocks', () => {
  test('say what the declarations say (refresh them with: node build/write-block-pages.ts)', () => {
    const stale = [...pages].filter(([name, text]) => !existsSync(join(folder, name)) || read(name) !== text)
    expect(stale.map(([name]) => `docs/guide/blocks/${name}`)).toEqual([])
    expect(readdirSync(folder).filter((name) => !pages.has(name))).toEqual([])
  })

  test('leave no block and no field out', () => {
    for (const { type, category, fields } of catalog.values()) {
      const page = pages.get(`${category}.md`) ?? ''
      expect(page).toContain(`\`${type}\``)
      for (const key of Object.keys(fields)) expect(page, `${type} ${key}`).toContain(`| \`${key}\` |`)
    }
  })

  test('have no link that leads nowhere, and whole tables', () => {
    for (const [name, text] of pages) {
      for (const [, to = ''] of text.matchAll(/\]\(([^)#]+)[^)]*\)/g))
        expect(existsSync(join(folder, to)), `${name} -> ${to}`).toBe(true)
      for (const [, page = '', anchor = ''] of text.matchAll(/\]\(([\w-]+\.md)#([\w-]+)\)/g))
        expect(pages.get(page), `${name} -> ${page}#${anchor}`).toContain(`<a id="${anchor}"></a>`)
      for (const row of text.match(/^\|.*$/gm) ?? [])
        expect(row.replaceAll('\\|', '').split('|').length, row).toBeOneOf([4, 7])
    }
  })
})

/** A checkout on Windows may end its lines with CR LF. */
const read = (name: string): string => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
