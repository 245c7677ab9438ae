import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import type { JsonObject } from '#shared/flow'
import { validateFlowFile } from '../../src-main/api/validate-flow.ts'

/** `config.path webhook.bad-path`, for each problem of a flow with this one hat. */
function problemsOf(type: string, config: JsonObject) {
  const blocks = [{ id: 'b1', type: `start/${type}`, version: 1, name: 'Hat', config }]
  return validateFlowFile(JSON.stringify({ format: 1, name: 'Hats', blocks, links: [] }), catalog)
}
const SECRET = '{{ secrets.SHOP }}'

describe('a start block that could never do what is written in it says so before it is switched on', () => {
  test.each<[string, JsonObject, string]>([
    ['every', { every: '5m', jitter: '10m' }, 'config.jitter config.out-of-range'],
    ['every', { every: '999999999999d' }, 'config.every config.out-of-range'],
    ['every', { every: '5m', atMost: 2, per: '0s' }, 'config.per config.out-of-range'],
    ['schedule', { cron: '0 9 * * *', zone: 'Mars/Olympus' }, 'config.zone schedule.unknown-zone'],
    ['schedule', { cron: '0 18-9 * * *' }, 'config.cron schedule.bad-cron'],
    ['file-changed', { folders: ['~/a'], match: '[' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: '{*.jpg,*.png' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: '!(*.tmp' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: '[9-0]*' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: '[!a]*' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: '*.jpg, *.png' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: 'scans\\new' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: '/home/ada/*' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], match: 'C:/scans/*' }, 'config.match files.bad-pattern'],
    ['file-changed', { folders: ['~/a'], kinds: [] }, 'config.kinds config.out-of-range'],
    ['file-changed', { folders: ['~/a'], kinds: ['made'] }, 'config.kinds[0] config.not-a-choice'],
    ['file-changed', { folders: ['~/a', 5] }, 'config.folders[1] config.wrong-kind'],
    ['event', { name: ' ' }, 'config.name event.bad-name'],
    ['event', { name: 'a\nb' }, 'config.name event.bad-name'],
    ['event', { name: '{{ env.NAME }}' }, 'config.name event.bad-name'],
    ['event', { name: 'n'.repeat(201) }, 'config.name event.bad-name'],
    ['event', { name: 'paid', schema: 'text' }, 'config.schema trigger.bad-schema'],
    ['event', { name: 'paid', schema: { type: 'strin' } }, 'config.schema trigger.bad-schema'],
    ['event', { name: 'paid', schema: { required: 'order' } }, 'config.schema trigger.bad-schema'],
    ['event', { name: 'paid', schema: { properties: ['order'] } }, 'config.schema trigger.bad-schema'],
    ['event', { name: 'paid', schema: { pattern: '[' } }, 'config.schema trigger.bad-schema'],
    ['event', { name: 'paid', schema: { minimum: '1' } }, 'config.schema trigger.bad-schema'],
    ['event', { name: 'paid', schema: { $ref: '#/$defs/no' } }, 'config.schema trigger.bad-schema'],
    ['flow-failed', { flows: [5] }, 'config.flows[0] config.wrong-kind'],
    ['hotkey', { keys: 'Ctrl' }, 'config.keys hotkey.not-keys'],
    ['hotkey', { keys: 'K' }, 'config.keys hotkey.needs-modifier'],
    ['webhook', { path: 'a b' }, 'config.path webhook.bad-path'],
    ['webhook', { path: '{id}/{id}' }, 'config.path webhook.bad-path'],
    ['webhook', { path: 'http://127.0.0.1:4321/hooks/a' }, 'config.path webhook.bad-path'],
    ['webhook', { path: 'a', methods: ['GET', 'PSOT'] }, 'config.methods[1] webhook.bad-method'],
    ['webhook', { path: 'a', methods: [] }, 'config.methods webhook.bad-method'],
    ['webhook', { path: 'a', origins: ['shop.example'] }, 'config.origins[0] webhook.bad-origin'],
    ['webhook', { path: 'a', auth: { kind: 'tokn', secret: SECRET } }, 'config.auth.kind webhook.bad-auth'],
    ['webhook', { path: 'a', auth: { kind: 'token' } }, 'config.auth.secret webhook.no-secret'],
    ['webhook', { path: 'a', auth: { kind: 'hmac', secret: SECRET } }, 'config.auth.header webhook.bad-auth'],
    [
      'webhook',
      { path: 'a', auth: { kind: 'hmac', secret: SECRET, header: 'X-Sign', algorithm: 'md5' } },
      'config.auth.algorithm webhook.bad-auth',
    ],
    [
      'webhook',
      { path: 'a', auth: { kind: 'stripe', secret: SECRET, tolerance: 'five' } },
      'config.auth.tolerance webhook.bad-auth',
    ],
    ['called', { inputs: [{ name: 'a' }, { name: 'a' }] }, 'config.inputs[1].name config.bad-input'],
    ['called', { inputs: [{ name: '__proto__' }] }, 'config.inputs[0].name config.bad-input'],
    [
      'called',
      { inputs: [{ name: 'a', kind: 'number', default: 'x' }] },
      'config.inputs[0].default config.bad-input',
    ],
    // what can be taken as it stands, and is most likely not what was meant
    ['file-changed', { folders: ['Downloads'] }, 'config.folders[0] files.relative-path'],
    ['file-changed', { folders: ['~/a', './scans'] }, 'config.folders[1] files.relative-path'],
    ['file-changed', { folders: ['https://example.org/a'] }, 'config.folders[0] files.address-as-path'],
    ['file-changed', { folders: ['file:///home/ada'] }, 'config.folders[0] files.address-as-path'],
    ['webhook', { path: '/hooks/orders' }, 'config.path webhook.hooks-twice'],
    ['webhook', { path: 'hooks/orders/' }, 'config.path webhook.hooks-twice'],
    [
      'webhook',
      { path: 'a', auth: { kind: 'token', secret: 'hunter2' } },
      'config.auth.secret secret.written-out',
    ],
    [
      'webhook',
      { path: 'a', auth: { kind: 'token', secret: [SECRET, 'hunter2'] } },
      'config.auth.secret[1] secret.written-out',
    ],
    ['every', { every: '5m', per: '1h' }, 'config.per config.for-nothing'],
    ['schedule', { cron: '0 9 * * *', beyond: 'drop' }, 'config.beyond config.for-nothing'],
    ['hotkey', { keys: 'ctrl+c' }, 'config.keys hotkey.often-used'],
    ['hotkey', { keys: 'Alt+F4' }, 'config.keys hotkey.of-the-system'],
    ['hotkey', { keys: 'Ctrl+Alt+Delete' }, 'config.keys hotkey.of-the-system'],
  ])('%s %j: %s', (type, config, told) => {
    const problems = problemsOf(type, config)
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([told])
    for (const { message, fix, block } of problems) {
      expect(block).toBe('b1')
      expect(message).toMatch(/^"[A-Z].*[.?]$/s)
      expect(fix).toMatch(/^[A-Z]/)
    }
  })

  test.each<[string, JsonObject]>([
    ['every', { every: '5m', jitter: '5m' }],
    ['every', { every: '{{ env.OFTEN }}', jitter: '10m' }],
    ['file-changed', { folders: ['~/a'], match: '{*.jpg,*.png}' }],
    ['file-changed', { folders: ['~/a'], match: 'Smith, *.pdf' }],
    ['file-changed', { folders: ['~/a'], match: 'report (1*.pdf' }],
    ['file-changed', { folders: ['~/a'], match: '\\[draft*' }],
    ['file-changed', { folders: ['~/a'], match: '[[]*' }],
    ['file-changed', { folders: ['~/a'], match: '[]]*' }],
    ['file-changed', { folders: ['~/a'], match: '[^0-9]*' }],
    ['file-changed', { folders: ['~/a'], match: '!(*.tmp|*.part)' }],
    ['file-changed', { folders: ['~/a'], match: '{{ env.MATCH }}' }],
    ['event', { name: 'order paid' }],
    [
      'event',
      { name: 'a', schema: { $defs: { n: { type: 'number' } }, properties: { n: { $ref: '#/$defs/n' } } } },
    ],
    ['event', { name: 'a', schema: { properties: { type: { type: ['string', 'null'] } } } }],
    ['flow-failed', { flows: [] }],
    ['hotkey', { keys: 'cmdorctrl+f9' }],
    ['every', { every: '5m', per: '1m', beyond: 'queue' }],
    ['every', { every: '5m', atMost: 3, per: '1h', beyond: 'drop' }],
    ['file-changed', { folders: ['/srv/in', 'C:\\in', '\\\\nas\\in', '{{ env.IN }}/a'] }],
    ['webhook', { path: 'hooks' }],
    ['webhook', { path: '/büro/{id}/', methods: ['post', 'HEAD'], origins: ['*', 'http://localhost:8080/'] }],
    ['webhook', { path: 'a', auth: { kind: 'token', secret: [SECRET, '{{ secrets.OLD }}'] } }],
    ['webhook', { path: 'a', auth: { kind: '{{ env.KIND }}' } }],
    [
      'called',
      {
        inputs: [
          { name: 'a', kind: 'number', default: '{{ 1 + 1 }}' },
          { name: 'b', default: '' },
        ],
      },
    ],
  ])('and %s %j is right', (type, config) => {
    expect(problemsOf(type, config)).toEqual([])
  })
})
