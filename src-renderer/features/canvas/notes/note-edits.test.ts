import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits, type FlowDocument, type Note } from '#shared/flow'
import { clipOf, pasteEdits } from '../geometry/clip.ts'
import { readClip } from '../geometry/read-clip.ts'
import { addNote, changeNote, NOTE, notesInBox, removeNote, removeNotes } from './note-edits.ts'

const flow = (notes?: Note[]): FlowDocument => ({
  ...{ format: 1, name: 'Flow', blocks: [], links: [] },
  ...(notes ? { notes } : {}),
})
const place = fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 }))
const anyNotes = fc.array(fc.record({ at: place, size: place, text: fc.string() }), {
  minLength: 1,
  maxLength: 6,
})

test('the first note brings the key, the last one takes it away, and undo is exact', () => {
  const added = applyEdits(flow(), [addNote(flow(), [41, 79])])
  expect(added.document.notes).toEqual([{ at: [40, 80], size: [NOTE.width, NOTE.height], text: '' }])
  expect(applyEdits(added.document, added.inverse).document).toEqual(flow())
  const removed = applyEdits(added.document, [removeNote(added.document, 0)])
  expect(removed.document).toEqual(flow())
  expect(applyEdits(removed.document, removed.inverse).document).toEqual(added.document)
})

test('a change is of one note alone, on the grid and never too small to be taken hold of', () => {
  fc.assert(
    fc.property(anyNotes, fc.nat(), place, place, (notes, which, at, size) => {
      const index = which % notes.length
      const after = applyEdits(flow(notes), [changeNote(flow(notes), index, { at, size })]).document.notes
      expect(after?.filter((_, i) => i !== index)).toEqual(notes.filter((_, i) => i !== index))
      const changed = after?.[index]
      if (!changed) throw new Error('the note is gone')
      const [x, y] = changed.at
      const [width, height] = changed.size
      expect([x % 4, y % 4, width % 4, height % 4].map(Math.abs)).toEqual([0, 0, 0, 0])
      expect(width).toBeGreaterThanOrEqual(NOTE.leastWidth)
      expect(height).toBeGreaterThanOrEqual(NOTE.leastHeight)
      expect(changed.text).toBe(notes[index]?.text)
    }),
  )
})

test('chosen notes go through the clipboard as text, come last, and taken away leave what was there', () => {
  fc.assert(
    fc.property(anyNotes, fc.array(fc.nat({ max: 5 })), (notes, picks) => {
      const document = flow(notes)
      const chosen = new Set(picks.filter((i) => i < notes.length))
      const clip = readClip(JSON.stringify(clipOf(document, new Set(), () => [0, 0], chosen)))
      if (!clip) throw new Error('no clip')
      const pasted = pasteEdits(document, clip, [24, 24], () => ({ id: '', name: '' }))
      const after = applyEdits(document, pasted.edits).document
      expect(after.notes?.slice(notes.length).map(({ text }) => text)).toEqual(
        notes.filter((_, i) => chosen.has(i)).map(({ text }) => text),
      )
      const gone = applyEdits(after, removeNotes(after, new Set(pasted.notes)))
      expect(gone.document).toEqual(document)
    }),
  )
  expect(
    readClip('{"blockloom":1,"blocks":[],"links":[],"notes":[{"at":[0],"size":[1,2],"text":""}]}'),
  ).toBeUndefined()
})

test('a box takes the notes it touches, whichever corner it is drawn from', () => {
  const notes = [
    { at: [0, 0] as const, size: [100, 50] as const, text: 'a' },
    { at: [200, 0] as const, size: [100, 50] as const, text: 'b' },
  ]
  expect(notesInBox({ notes }, [-10, -10], [150, 10])).toEqual([0])
  expect(notesInBox({ notes }, [210, 60], [90, 40])).toEqual([0, 1])
  expect(notesInBox({ notes }, [110, 0], [190, 50])).toEqual([])
})
