import { expect, test } from 'vitest'
import type { SeenFile, WatchedFilesStore } from '../../runtime/ports.ts'
import { KnownFiles } from './known-files.ts'

const HAT = { flowId: 'flw', block: 'hat' }
const facts = (size: number, inode = '7') => ({ size, modified: 5, inode })

/** Of one hat, in memory. */
function memoryStore(): WatchedFilesStore {
  const files = new Map<string, SeenFile>()
  const noticed = new Set<string>()
  return {
    seen: () => [...files.values()],
    see: (_, file) => void files.set(file.path, file),
    unsee: (_, path) => void files.delete(path),
    noticed: () => [...noticed],
    notice: (_, path) => void noticed.add(path),
    unnotice: (_, path) => void noticed.delete(path),
  }
}

test('what is known and what is noticed stand in the store, and a file that is known anew is noticed no longer', () => {
  const store = memoryStore()
  const known = new KnownFiles(store, HAT)
  known.notice('/a')
  known.set('/b', facts(2))
  known.notice('/b')
  expect(new KnownFiles(store, HAT).noticed()).toEqual(new Set(['/a', '/b']))
  known.set('/a', facts(1))
  known.set('/b', null)
  const later = new KnownFiles(store, HAT)
  expect(later.noticed()).toEqual(new Set())
  expect([...later.paths()]).toEqual(['/a'])
  expect(later.get('/a')).toEqual(facts(1))
  expect(later.get('/b')).toBeNull()
})

test('where the disk knows no difference between a and A, a file is known in other letters', () => {
  const known = new KnownFiles(memoryStore(), HAT, true)
  known.set('/in/Photo.JPG', facts(3))
  expect(known.inOtherLetters('/in/photo.jpg', facts(3))).toBe('/in/Photo.JPG')
  expect(known.inOtherLetters('/in/photo.jpg', facts(4))).toBeUndefined()
  expect(known.inOtherLetters('/in/photo.jpg', facts(3, '8'))).toBeUndefined()
  expect(known.inOtherLetters('/in/Photo.JPG', facts(3))).toBeUndefined()
  known.set('/in/Photo.JPG', null)
  expect(known.inOtherLetters('/in/photo.jpg', facts(3))).toBeUndefined()
  const strict = new KnownFiles(memoryStore(), HAT, false)
  strict.set('/in/Photo.JPG', facts(3))
  expect(strict.inOtherLetters('/in/photo.jpg', facts(3))).toBeUndefined()
})
