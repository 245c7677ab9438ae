import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { info } from './block.ts'

describeBlock(info, import.meta.dirname, ({ home, output, failure, fixture }) => {
  beforeEach(() => {
    mkdirSync(home('f', 'deep'), { recursive: true })
    writeFileSync(home('Photo.JPG'), '12345')
    writeFileSync(home('f', 'a'), '12')
    writeFileSync(home('f', 'deep', '.b'), '345')
  })

  test('tells all about a file', async () => {
    const stats = statSync(home('Photo.JPG'))
    expect(await output({ path: '~/Photo.JPG' })).toEqual({
      exists: true,
      path: home('Photo.JPG'),
      name: 'Photo.JPG',
      stem: 'Photo',
      ext: 'jpg',
      size: 5,
      type: 'image/jpeg',
      kind: 'file',
      modified: stats.mtime.toISOString(),
      created: (stats.birthtimeMs > 0 ? stats.birthtime : stats.ctime).toISOString(),
      canRead: true,
      canWrite: true,
    })
  })

  test('tells whether something is there at all', async () => {
    expect((await fixture('is-it-there', { input: 'Photo.JPG' })).output).toBe('Photo.JPG has 5 bytes')
    expect((await fixture('is-it-there', { input: 'no/ne' })).output).toBe(`${home('no/ne')} is missing`)
    expect(await failure({ path: '~/none' })).toMatchObject({ code: 'files.not-found' })
    expect(await output({ path: '~/Photo.JPG/x', ifMissing: 'say so' })).toMatchObject({ exists: false })
  })

  test('counts and adds up what is in a folder, when asked', async () => {
    expect(await output({ path: '~/f' })).toMatchObject({ kind: 'folder', size: 0, type: 'inode/directory' })
    expect(await output({ path: '~/f', inside: true })).toMatchObject({ size: 5, files: 2, folders: 1 })
    expect(await output({ path: '~/Photo.JPG', inside: true })).not.toHaveProperty('files')
  })

  test('follows a link and says where it leads', async () => {
    symlinkSync('f', home('link'))
    symlinkSync('nowhere', home('broken'))
    expect(await output({ path: '~/link', inside: true })).toMatchObject({
      kind: 'folder',
      files: 2,
      link: 'f',
    })
    expect(await output({ path: '~/broken' })).toMatchObject({ kind: 'other', link: 'nowhere', exists: true })
  })
})
