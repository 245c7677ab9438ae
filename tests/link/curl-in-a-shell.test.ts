import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curlLine } from '../../src-renderer/features/inspector/hats/curl-line.ts'

test.skipIf(process.platform === 'win32')(
  'a shell gives curl exactly what is meant, whatever is in it',
  () => {
    const call = fc.record({
      method: fc.constantFrom('POST', 'PUT'),
      url: fc.webUrl({ withQueryParameters: true }),
      headers: fc.constant([] as [string, string][]),
      // no shell can pass on a zero, and pairs of halves that are none become another sign in UTF-8
      body: fc
        .string({ unit: 'binary', minLength: 1 })
        .filter((text) => !text.includes('\0') && text.isWellFormed()),
    })
    fc.assert(
      fc.property(call, (one) => {
        const line = curlLine(one, 'bash')
        const script = `curl() { for word; do printf '%s\\0' "$word"; done; }\n${line}`
        const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
        const words = stdout.split('\0').slice(0, -1)
        expect(words).toEqual([
          ...(one.method === 'PUT' ? ['-X', 'PUT'] : []),
          one.url,
          '--data-raw',
          one.body,
        ])
      }),
      { numRuns: 60 },
    )
  },
)
