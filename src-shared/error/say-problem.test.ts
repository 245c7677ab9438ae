import { expect, test } from 'vitest'
import type { Problem } from './problem.ts'
import { sayProblem } from './say-problem.ts'

const blocks = [{ id: 'b1', name: 'Again' }]
const problem = (message: string, block?: string): Problem => ({
  ...{ code: 'x.y', severity: 'error', message, fix: '' },
  ...(block !== undefined && { block }),
})

test('names the block a problem is about, once', () => {
  expect(sayProblem(problem('"Times" is missing.', 'b1'), blocks)).toBe('In "Again": "Times" is missing.')
  expect(sayProblem(problem('"Again" has no output "nxt".', 'b1'), blocks)).toBe(
    '"Again" has no output "nxt".',
  )
})

test('leaves a problem of the whole flow, or of a block that is not there, as it is', () => {
  expect(sayProblem(problem('No block starts this flow.'), blocks)).toBe('No block starts this flow.')
  expect(sayProblem(problem('"Times" is missing.', 'b9'), blocks)).toBe('"Times" is missing.')
})
