import { describe, expect, test } from 'vitest'
import { blockLinkedTo, isWebLink } from './block-link.ts'

describe('links of a block page', () => {
  test.each([
    ['../zip/README.md', 'files/zip'],
    ['../zip', 'files/zip'],
    ['../../web/request/README.md#example', 'web/request'],
    ['web/request', 'web/request'],
    ['./README.md', undefined],
    ['#fields', undefined],
    ['https://example.org/files/zip', undefined],
    ['javascript:alert(1)', undefined],
    ['../../../secrets', undefined],
  ])('%s leads to %s', (href, type) => {
    expect(blockLinkedTo(href, 'files/unzip')).toBe(type)
  })

  test('only web addresses leave the app', () => {
    expect(['https://a.b', 'HTTP://a.b'].every(isWebLink)).toBe(true)
    expect(['javascript:alert(1)', 'data:text/html,x', 'file:///x', '//a.b'].some(isWebLink)).toBe(false)
  })
})
