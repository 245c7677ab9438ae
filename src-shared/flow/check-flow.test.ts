import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Problem } from '#shared/error'
import { checkFlow } from './check-flow.ts'
import type { Block, FlowDocument } from './document.ts'
import { anyFlow } from './fixtures/any-flow.ts'
import { block, flow, smallCatalog } from './fixtures/small-catalog.ts'

const check = (document: FlowDocument): Problem[] => checkFlow(document, smallCatalog)
const hat = block('h', 'start/manual')
const say = (id: string, more?: Partial<Block>) => block(id, 'say/text', more)
/** Problems of a flow that has a start, as `code | message | fix`. */
const words = (blocks: Block[], links: string[], more?: Partial<FlowDocument>) =>
  check(flow([hat, ...blocks], links, more)).map(({ code, message, fix }) => `${code} | ${message} | ${fix}`)

describe('checking a flow', () => {
  test('finds nothing wrong in one that is right', () => {
    const blocks = [
      block('r', 'control/repeat'),
      say('a', {
        config: { text: '{{ blocks["H"] }}' },
        options: { retry: { times: 3, wait: '1s', max: '1m' } },
      }),
      block('l', 'control/leave-loop'),
      block('f', 'files/find', { options: { onError: 'branch', timeout: '10s' } }),
      say('x', { config: { text: 'loose' } }),
    ]
    const links = [
      'h next r',
      'r each a',
      'a next l',
      'r next f',
      'f found-> r',
      'f missing-> f',
      'f error-> r',
    ]
    const settings = { concurrency: 2, timeout: '2h', maxSteps: 5, keepRuns: { days: 0, count: 10 } }
    expect(words(blocks, links, { settings, variables: [{ name: 'count', value: 0 }] })).toEqual([])
  })

  test('finds everything at once, in the order of the file, with places', () => {
    const document = flow(
      [say('a', { config: { text: 13 } }), block('b', 'no/such')],
      ['a next x', 'b next a'],
      {
        settings: { timeout: 'soon' },
      },
    )
    expect(check(document).map(({ code, block, path }) => [code, block, path])).toEqual([
      ['settings.bad-duration', undefined, 'settings.timeout'],
      ['config.wrong-kind', 'a', 'config.text'],
      ['block.unknown-type', 'b', 'type'],
      ['link.to-nowhere', 'a', 'links[0].to'],
    ])
  })

  test('refuses another format', () => {
    const document = { ...flow([hat], []), format: 3 } as unknown as FlowDocument
    expect(check(document)).toEqual([
      {
        code: 'flow.unknown-format',
        severity: 'error',
        message: 'This flow has format 3; this Blockloom reads format 1.',
        fix: 'Open it with a newer Blockloom, or export it again from the program that made it.',
        path: 'format',
      },
    ])
  })

  test('wants a start', () => {
    expect(check(flow([say('a')], []))).toEqual([
      {
        code: 'flow.no-start',
        severity: 'error',
        message: 'No block starts this flow.',
        fix: 'Put a start block at the top, such as "When I press Run".',
      },
    ])
    const disabled = block('h', 'start/manual', { options: { disabled: true } })
    expect(check(flow([disabled], []))).toMatchObject([
      { code: 'flow.no-start', message: 'Every start block of this flow is disabled.' },
    ])
  })
})

describe('checking blocks', () => {
  test.each<[string, Block[], string]>([
    [
      'duplicate ids',
      [say('a'), say('a', { name: 'Other' })],
      'block.duplicate-id | Two blocks have the id "a": "A" and "Other". | Give one of them another id, and the links that mean it too.',
    ],
    [
      'duplicate names',
      [say('a'), say('b', { name: 'A' })],
      'block.duplicate-name | Two blocks are called "A". | Rename one of them: expressions tell blocks apart by name.',
    ],
    ['no name', [say('a', { name: ' ' })], 'block.no-name | The block "a" has no name. | Give it a name.'],
    [
      'ids that paths cannot hold',
      [say('a/b')],
      'block.bad-id | "a/b" cannot be the id of a block. | Use up to 64 letters, digits, - and _, beginning with a letter or digit.',
    ],
    [
      'ids that reach a prototype',
      [say('constructor')],
      'block.bad-id | "constructor" cannot be the id of a block. | Use up to 64 letters, digits, - and _, beginning with a letter or digit.',
    ],
    [
      'unknown types',
      [block('a', 'say/txt')],
      'block.unknown-type | "A" is a block of type "say/txt", which is not known here. | Did you mean "say/text"?',
    ],
    [
      'types like no other',
      [block('a', 'my/thing')],
      'block.unknown-type | "A" is a block of type "my/thing", which is not known here. | Install the block package that has it, or remove the block.',
    ],
    [
      'newer versions',
      [say('a', { version: 2 })],
      'block.newer-version | "A" needs version 2 of "say/text"; here is version 1. | Update Blockloom or the block package, or put the block in again.',
    ],
    [
      'impossible versions',
      [say('a', { version: 0.5 })],
      'block.bad-version | "A" has the version 0.5, and versions are whole numbers from 1. | Write 1.',
    ],
    [
      'config problems',
      [say('a', { config: { text: 13 } })],
      'config.wrong-kind | "A": text should be a text. | Write a text.',
    ],
    [
      'time limits',
      [say('a', { options: { timeout: '30' } })],
      'options.bad-duration | The time limit of "A" is "30", which is no length of time. | Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.',
    ],
    [
      'time limits of nothing',
      [say('a', { options: { timeout: '0s' } })],
      'options.bad-duration | The time limit of "A" is 0s, and has to be longer than nothing. | Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.',
    ],
    [
      'retries',
      [say('a', { options: { retry: { times: -1 } } })],
      'options.bad-number | The number of retries of "A" is -1, and has to be a whole number from 0. | Write a whole number from 0.',
    ],
    [
      'waits',
      [say('a', { options: { retry: { wait: 'x' } } })],
      'options.bad-duration | The wait between retries of "A" is "x", which is no length of time. | Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.',
    ],
    [
      'longest waits',
      [say('a', { options: { retry: { max: 'x' } } })],
      'options.bad-duration | The longest wait between retries of "A" is "x", which is no length of time. | Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.',
    ],
    [
      'options without effect',
      [block('a', 'control/if', { options: { timeout: '3s' } })],
      'options.no-effect | The option "timeout" does nothing on "A". | Remove the option.',
    ],
    [
      'names nobody has',
      [say('Page'), say('b', { config: { text: ['{{ blocks["PAGR"].x }}', '{{ blocks.PAGR }}'] } })],
      'block.unknown-name | "B" reads blocks["PAGR"], and no block has that name. | Did you mean "PAGE"?',
    ],
  ])('finds %s', (_, blocks, problem) => {
    expect(words(blocks, [])).toEqual([problem])
  })

  test('takes the problems of a disabled block as warnings', () => {
    const wrong = { config: { text: 13 }, options: { disabled: true, timeout: 'x' } }
    expect(check(flow([hat, say('a', wrong)], [])).map(({ code, severity }) => [code, severity])).toEqual([
      ['config.wrong-kind', 'warning'],
      ['options.bad-duration', 'warning'],
    ])
  })

  test('finds a leave-loop outside a loop, unless it lies about loose', () => {
    const blocks = [block('l', 'control/leave-loop'), block('i', 'control/if'), block('r', 'control/repeat')]
    const problem =
      'block.outside-loop | "L" stands outside a loop. | Put it inside a "repeat", "for each" or "while" block, or remove it.'
    expect(words(blocks, ['h next l'])).toEqual([problem])
    expect(words(blocks, ['h next i', 'i then l'])).toEqual([problem])
    expect(words(blocks, ['h next r', 'r next l'])).toEqual([problem])
    expect(words(blocks, ['h next r', 'r each i', 'i then l'])).toEqual([])
    expect(words(blocks, ['i then l'])).toEqual([])
  })
})

describe('checking links', () => {
  const blocks = [say('a'), say('b'), block('s', 'control/stop'), block('f', 'files/find')]
  test.each<[string, string[], string]>([
    [
      'links to nowhere',
      ['a next x'],
      'link.to-nowhere | Link 1 from "A" leads to a block "x", which does not exist. | Remove the link, or lead it to a block of this flow.',
    ],
    [
      'links from nowhere',
      ['a next b', 'x next a'],
      'link.from-nowhere | Link 2 starts at a block "x", which does not exist. | Remove the link, or let it start at a block of this flow.',
    ],
    [
      'misspelt outputs',
      ['a nxt b'],
      'link.unknown-output | "A" has no output "nxt". | Did you mean "next"?',
    ],
    [
      'outputs that are not there',
      ['f then b'],
      'link.unknown-output | "F" has no output "then". | Link from one of its outputs: "found", "missing".',
    ],
    [
      'errors that do not branch',
      ['a error b'],
      'link.unknown-output | "A" has no output "error". | Set what it does on an error to "branch", or remove the link.',
    ],
    [
      'links from a cap',
      ['s next b'],
      'link.unknown-output | "S" has no output "next". | Remove the link: nothing goes on from this block.',
    ],
    [
      'links that stand twice',
      ['a next b', 'a next-> b'],
      'link.duplicate | "A" is linked from "next" to "B" twice. | Remove one of the two links.',
    ],
    [
      'links into a hat',
      ['a next h'],
      'link.into-hat | A link leads into "H", which starts the flow and has no way in. | Lead the link to the block below it, or remove it.',
    ],
  ])('finds %s', (_, links, problem) => {
    expect(words(blocks, links)).toEqual([problem])
  })

  const inner = [block('r', 'control/repeat'), block('i', 'control/if'), say('a'), say('b'), say('c')]
  const FIX = 'Link below the block that holds the others: what is inside stays inside.'
  test.each<[string, string[], string[]]>([
    [
      'out of a mouth',
      ['h next r', 'r each a', 'r next b', 'a next-> b'],
      ['A link from "A" leads out of "R", which holds it, to "B".'],
    ],
    [
      'into a mouth',
      ['h next r', 'r each a', 'r next b', 'b next-> a'],
      ['A link from "B" leads into "R", to "A" inside it.'],
    ],
    [
      'into a deeper mouth',
      ['h next r', 'r each i', 'i then a', 'i next b', 'b next-> a'],
      ['A link from "B" leads into "I", to "A" inside it.'],
    ],
    [
      'back to its own C-block',
      ['h next r', 'r each a', 'a next-> r'],
      ['A link from "A" leads back to "R", which holds it.'],
    ],
    [
      'from a mouth to its own block',
      ['h next r', 'r each-> r'],
      ['A link from "R" leads back to "R", which holds it.'],
    ],
    [
      'from a mouth to what is also outside',
      ['h next-> r', 'h next a', 'r each-> a'],
      ['A link from "R" leads to "A", which also stands outside of it.'],
    ],
    [
      'out of two',
      ['h next r', 'r each i', 'i then a', 'r next b', 'a next-> b'],
      ['A link from "A" leads out of "I", which holds it, to "B".'],
    ],
    [
      'nowhere when two mouths of one block meet',
      ['h next i', 'i then a', 'i else b', 'a next-> c', 'b next-> c'],
      [],
    ],
    ['nowhere in a ring on one level', ['h next r', 'r each a', 'a next b', 'b next-> a', 'r next-> r'], []],
  ])('finds links that cross a mouth: %s', (_, links, messages) => {
    expect(words(inner, links)).toEqual(messages.map((message) => `link.crosses-mouth | ${message} | ${FIX}`))
  })
})

describe('checking settings and variables', () => {
  test.each<[Partial<FlowDocument>, string]>([
    [
      { settings: { timeout: 'x' } },
      'settings.bad-duration | The flow setting "timeout" is "x", which is no length of time. | Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.',
    ],
    [
      { settings: { concurrency: 0 } },
      'settings.bad-number | The flow setting "concurrency" is 0, and has to be a whole number from 1. | Write a whole number from 1.',
    ],
    [
      { settings: { maxSteps: 1.5 } },
      'settings.bad-number | The flow setting "maxSteps" is 1.5, and has to be a whole number from 1. | Write a whole number from 1.',
    ],
    [
      { settings: { keepRuns: { days: -1, count: 1 } } },
      'settings.bad-number | The flow setting "keepRuns.days" is -1, and has to be a whole number from 0. | Write a whole number from 0.',
    ],
    [
      { variables: [{ name: '', value: 1 }] },
      'variable.bad-name | Variable 1 has no name. | Give the variable another name.',
    ],
    [
      { variables: [{ name: '__proto__', value: 1 }] },
      'variable.bad-name | A variable cannot be called "__proto__". | Give the variable another name.',
    ],
    [
      {
        variables: [
          { name: 'a', value: 1 },
          { name: 'a', value: 2 },
        ],
      },
      'variable.duplicate-name | Two variables are called "a". | Rename or remove one of the two.',
    ],
  ])('finds %j', (more, problem) => {
    expect(words([], [], more)).toEqual([problem])
  })
})

describe('checking anything', () => {
  test('never fails, and every problem says where it is and what to do', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        for (const problem of check(document)) {
          expect(problem.code).toMatch(/^[a-z]+\.[a-z-]+$/)
          expect(problem.message).toMatch(/\.$/)
          expect(problem.fix).toMatch(/[.?]$/)
          expect(problem.path ?? problem.block ?? problem.code).toBeTruthy()
        }
      }),
      { numRuns: 300 },
    )
  })

  test('looks at each block and its config once, however many there are', () => {
    let looks = 0
    const counting = {
      ...smallCatalog,
      get: (type: string) => {
        looks++
        return smallCatalog.get(type)
      },
    }
    const ids = Array.from({ length: 5000 }, (_, i) => `b${i}`)
    const document = flow(
      ids.map((id, i) =>
        block(id, i === 0 ? 'start/manual' : 'say/text', { config: { text: '{{ blocks.B1 }}' } }),
      ),
      ids.slice(1).map((id, i) => `b${i} next ${id}`),
    )
    expect(checkFlow(document, counting)).toEqual([])
    expect(looks).toBe(5000)
  })
})
