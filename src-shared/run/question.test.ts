import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { ANSWER_KINDS, type AnswerKind, readReply, sayAnswer } from './question.ts'

const choices = ['Small', 'Large', '3']
const read = (kind: AnswerKind, given: Json) =>
  readReply({ kind, choices: kind === 'choice' ? choices : [] }, given)

describe('an answer', () => {
  test.each<[AnswerKind, Json, Json]>([
    ['yes-no', true, true],
    ['yes-no', ' Yes ', true],
    ['yes-no', 'no', false],
    ['yes-no', 'false', false],
    ['choice', 'Large', 'Large'],
    ['choice', ' Small ', 'Small'],
    ['choice', 3, '3'],
    ['text', ' as it is ', ' as it is '],
    ['number', 2.5, 2.5],
    ['number', ' -3 ', -3],
    ['number', '1e3', 1000],
  ])('of kind %s: %j becomes %j', (kind, given, answer) => {
    expect(read(kind, given)).toBe(answer)
  })

  test.each<[AnswerKind, Json, string]>([
    ['yes-no', 1, 'Answer yes or no.'],
    ['yes-no', 'perhaps', 'Answer yes or no.'],
    ['choice', 'large', 'Choose one of: Small, Large, 3.'],
    ['choice', null, 'Choose one of: Small, Large, 3.'],
    ['text', '', 'Write a text of at most 100000 characters.'],
    ['text', 7, 'Write a text of at most 100000 characters.'],
    ['text', 'x'.repeat(100_001), 'Write a text of at most 100000 characters.'],
    ['number', '3,5', 'Give a number, such as 3 or 2.5.'],
    ['number', '', 'Give a number, such as 3 or 2.5.'],
    ['number', '0x10', 'Give a number, such as 3 or 2.5.'],
    ['number', '1e999', 'Give a number, such as 3 or 2.5.'],
  ])('of kind %s is not %j', (kind, given, fix) => {
    expect(() => read(kind, given)).toThrow(
      expect.objectContaining({
        code: 'reply.does-not-fit',
        fix,
        message: expect.not.stringMatching(/.{200}/),
      }),
    )
  })

  test('is of its kind, whatever is given, and what it says is read as the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ANSWER_KINDS), fc.jsonValue(), (kind, given) => {
        let answer: Json
        try {
          answer = read(kind, given as Json)
        } catch (error) {
          return error instanceof AppError
        }
        const fits = {
          'yes-no': typeof answer === 'boolean',
          choice: choices.includes(answer as string),
          text: typeof answer === 'string' && answer !== '',
          number: Number.isFinite(answer),
        }[kind]
        return fits && Object.is(read(kind, sayAnswer(answer)), answer === 0 ? 0 : answer)
      }),
    )
  })
})
