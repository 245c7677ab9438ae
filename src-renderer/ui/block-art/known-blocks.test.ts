import { expect, test } from 'vitest'
import { catalog as standard } from '#blocks/catalog'
import { catalog, drawingOf, learnBlocks, useInstalled } from './known-blocks.ts'

const log = standard.get('say/log')
if (!log) throw new Error('there is no say/log')
const acme = {
  ...{ name: 'acme', title: 'Acme', version: '1.0.0' },
  permissions: { net: [], read: [], write: [], run: false },
  declarations: [{ ...log, type: 'acme/thing' }],
  icons: { 'acme/thing': '<svg viewBox="0 0 24 24"><script>x</script></svg>' },
}

test('blocks of packages come and go; the standard ones stay what they are', () => {
  learnBlocks({ packages: [acme] })
  expect(catalog.get('acme/thing')?.type).toBe('acme/thing')
  expect(useInstalled.getState().packages).toEqual([acme])
  expect(drawingOf('acme/thing')).toMatch(/^data:image\/svg\+xml;charset=utf-8,%3Csvg/)
  learnBlocks({ packages: [{ ...acme, declarations: [{ ...log, type: 'say/log', title: 'Other' }] }] })
  expect(catalog.has('acme/thing')).toBe(false)
  expect(catalog.get('say/log')).toBe(log)
  learnBlocks({ packages: [] })
  expect([...catalog.keys()]).toEqual([...standard.keys()])
  expect(drawingOf('acme/thing')).toBeUndefined()
})
