import { describe, expect, test } from 'vitest'
import { makeCatalog } from './catalog.ts'
import { defineBlock } from './define-block.ts'
import { field } from './field.ts'
import { missingNames } from './missing-names.ts'

const asks = defineBlock({
  type: 'test/asks',
  version: 1,
  category: 'web',
  shape: 'stack',
  effect: 'read',
  title: 'Ask',
  sentence: 'ask',
  summary: '',
  keywords: [],
  fields: {
    headers: field.map({ title: 'Headers', secrets: true }),
    key: field.secret({ title: 'Key', default: '{{ secrets.DEFAULT_KEY }}' }),
    text: field.text({ title: 'Text' }),
  },
  outputs: { next: { title: 'answer' } },
  examples: [],
})
const catalog = makeCatalog([asks])
const names = { hasSecret: (name: string) => name === 'HERE', hasEnv: (name: string) => name === 'HOME' }
const found = (config: object, options = {}) =>
  missingNames(
    {
      format: 1,
      name: 'f',
      blocks: [{ id: 'b1', type: 'test/asks', version: 1, name: 'Ask', config: config as never, options }],
      links: [],
    },
    catalog,
    names,
  )

describe('names that a flow needs and this host does not have', () => {
  test('are warned of: secrets, those of defaults too, and names of the environment', () => {
    const config = {
      headers: { a: '{{ secrets.HERE }} {{ secrets.GONE }}' },
      text: '{{ env.HOME }} {{ env.PATH + env["LANG"] }}',
    }
    expect(found(config).map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ['secret.missing', 'config.headers', 'warning'],
      ['secret.missing', 'config.key', 'warning'],
      ['env.not-allowed', 'config.text', 'warning'],
      ['env.not-allowed', 'config.text', 'warning'],
    ])
    expect(found({ ...config, key: '{{ secrets.HERE }}' })[0]).toEqual({
      code: 'secret.missing',
      severity: 'warning',
      message: 'There is no secret "GONE".',
      fix: 'Set it under Secrets in the studio, or with: blockloom secrets set GONE',
      block: 'b1',
      path: 'config.headers',
      secret: 'GONE',
    })
  })

  test('are no matter of a disabled block, nor of a text that cannot be read', () => {
    expect(found({ headers: { a: '{{ secrets.GONE }}' } }, { disabled: true })).toEqual([])
    expect(found({ key: '{{ secrets.HERE }}', text: '{{ env. }}' })).toEqual([])
  })
})
