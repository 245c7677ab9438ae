import { spawnSync } from 'node:child_process'
import { closeSync, fstatSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppErrorShape } from '#shared/error'
import { openStore } from './open-store.ts'
import { countingIds, entries, noise, realClock, runRow, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

/** A disk of 4 MB of its own: only root may make one, and only where mounting is allowed. */
const mount = () =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'blockloom-test', folder], { stdio: 'ignore' })
    .status === 0
const unmount = () => spawnSync('umount', [folder], { stdio: 'ignore' })
const open = () => openStore({ folder, clock: realClock, ids: countingIds() })

/** Takes all that is left of the disk. @returns what gives it back */
function fill(): () => void {
  const path = join(folder, 'ballast')
  const file = openSync(path, 'w')
  const { bsize } = statfsSync(folder)
  try {
    for (;;) writeSync(file, Buffer.alloc(bsize, 1))
  } catch {
    expect(fstatSync(file).size).toBeGreaterThan(0)
  } finally {
    closeSync(file)
  }
  return () => rmSync(path)
}

describe('a full disk', () => {
  test('halts the journal, loses nothing, and everything is written when there is space again', async (t) => {
    if (!mount()) return t.skip('needs the right to mount a small disk')
    try {
      const store = open()
      const heard: (AppErrorShape | null)[] = []
      store.journal.openRun(runRow('run_a', { status: 'running' }))
      await store.journal.flush()
      const free = fill()
      store.journal.onHalt((halted) => heard.push(halted))

      const big = entries(1).map((entry) => ({ ...entry, value: noise(400_000) }))
      store.journal.append('run_a', big)
      store.kept.set('flw_1', 'count', 7)
      await expect(store.journal.flush()).rejects.toMatchObject({
        code: 'store.cannot-write',
        retryable: true,
        message: expect.stringContaining('the disk is full'),
      })
      store.journal.append('run_a', entries(3, 1))
      store.journal.changeRun('run_a', { steps: 4 })
      await expect(store.journal.flush()).rejects.toMatchObject({ code: 'store.cannot-write' })
      await expect(
        store.flows.create({ format: 1, name: noise(90_000), blocks: [], links: [] }),
      ).rejects.toMatchObject({ code: 'store.cannot-write' })
      expect(heard.map((halted) => halted?.code)).toEqual(['store.cannot-write'])
      expect(store.journal.read('run_a')).toHaveLength(4)

      free()
      if (store.journal.halted())
        await new Promise<void>((resolve) => store.journal.onHalt((halted) => halted === null && resolve()))
      await store.close()
      expect(heard.at(-1)).toBeNull()
      const again = open()
      expect(again.journal.read('run_a')).toEqual([...big, ...entries(3, 1)])
      expect(again.journal.get('run_a')?.steps).toBe(4)
      expect(again.kept.read('flw_1')).toEqual({ count: 7 })
      await again.close()
    } finally {
      unmount()
    }
  })

  test('at closing time is said, and the folder is free all the same', async (t) => {
    if (!mount()) return t.skip('needs the right to mount a small disk')
    try {
      const store = open()
      const free = fill()
      store.journal.openRun(runRow('run_a', { output: noise(400_000) }))
      await expect(store.close()).rejects.toMatchObject({ code: 'store.cannot-write' })
      free()
      const again = open()
      expect(again.journal.get('run_a')).toBeUndefined()
      await again.close()
    } finally {
      unmount()
    }
  })

  test('on the first day is said in words', async (t) => {
    if (!mount()) return t.skip('needs the right to mount a small disk')
    try {
      const free = fill()
      expect(open).toThrow(expect.objectContaining({ code: 'store.cannot-write' }))
      free()
      await open().close()
    } finally {
      unmount()
    }
  })
})
