import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type FlowEdit } from '#shared/flow'
import {
  answered,
  emptyQueue,
  heard,
  localDocument,
  loseAnswer,
  put,
  takeForSending,
  withoutOverwritten,
} from './edit-queue.ts'
import { aFlow } from './fixtures/fake-runtime.ts'

const id = fc.constantFrom('b1', 'b2', 'b3')
const anEdit: fc.Arbitrary<FlowEdit> = fc.oneof(
  fc.record({
    do: fc.constant('set-config' as const),
    id,
    key: fc.constantFrom('text', 'level'),
    value: fc.nat(9),
  }),
  fc.record({ do: fc.constant('move-block' as const), id, at: fc.tuple(fc.nat(9), fc.nat(9)) }),
  fc.record({ do: fc.constant('remove-block' as const), id }),
  fc.record({ do: fc.constant('rename-block' as const), id, name: fc.constantFrom('A', 'B', 'C') }),
  id.map((of) => ({
    do: 'add-block' as const,
    block: { id: of, type: 'say/log', version: 1, name: `N ${of}`, config: {} },
  })),
)
const edits = fc.array(anEdit, { maxLength: 6 })

describe('the edit queue', () => {
  test('ends with the store on the same document, whoever edited in between', () => {
    fc.assert(
      fc.property(edits, edits, edits, edits, (before, sent, theirs, unsent) => {
        // the store: their batch came first
        const start = applyEdits(aFlow(), before).document
        const afterTheirs = applyEdits(start, theirs).document
        let queue = put(emptyQueue(start, 0), sent)
        queue = put(takeForSending(queue), unsent)
        const onWay = queue.sent
        queue = answered(queue, { revision: 2, missed: [{ revision: 1, edits: theirs, client: 'x' }] })
        const inStore = applyEdits(afterTheirs, onWay).document
        expect(queue.confirmed).toEqual(inStore)
        expect(localDocument(queue)).toEqual(applyEdits(inStore, queue.unsent).document)
      }),
    )
  })

  test('takes in each batch of others once', () => {
    fc.assert(
      fc.property(edits, (theirs) => {
        const batch = { revision: 1, edits: theirs, client: 'x' }
        const once = heard(emptyQueue(aFlow(), 0), batch, 'me')
        expect(heard(once, batch, 'me')).toEqual(once)
      }),
    )
  })

  test('finds out by what is heard that a batch did arrive whose answer was lost', () => {
    fc.assert(
      fc.property(edits, edits, edits, (theirs, sent, unsent) => {
        const start = emptyQueue(aFlow(), 0)
        let queue = loseAnswer(put(takeForSending(put(start, sent)), unsent))
        if (queue.sent.length === 0) return
        const onWay = [...queue.sent]
        queue = heard(queue, { revision: 1, edits: theirs, client: 'x' }, 'me')
        expect(localDocument(queue)).toEqual(
          applyEdits(aFlow(), [...theirs, ...onWay, ...queue.unsent]).document,
        )
        queue = heard(queue, { revision: 2, edits: onWay, client: 'me' }, 'me')
        expect(queue).toMatchObject({ sent: [], answerLost: false, revision: 2 })
        expect(queue.confirmed).toEqual(applyEdits(aFlow(), [...theirs, ...onWay]).document)
      }),
    )
  })

  test('leaving out overwritten setters changes no result', () => {
    fc.assert(
      fc.property(edits, (all) => {
        expect(applyEdits(aFlow(), withoutOverwritten(all)).document).toEqual(
          applyEdits(aFlow(), all).document,
        )
      }),
    )
  })

  test('typing a long text leaves one edit to send', () => {
    let queue = emptyQueue(aFlow(), 0)
    for (const text of ['a', 'ab', 'abc'])
      queue = put(queue, [{ do: 'set-config', id: 'b2', key: 'text', value: text }])
    expect(queue.unsent).toEqual([{ do: 'set-config', id: 'b2', key: 'text', value: 'abc' }])
  })
})
