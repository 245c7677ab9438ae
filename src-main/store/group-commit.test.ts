import { describe, expect, test } from 'vitest'
import { AppError, type AppErrorShape } from '#shared/error'
import { createGroupCommit } from './group-commit.ts'
import { handClock } from './test-support.ts'

function setUp() {
  const { clock, turn, waiting } = handClock()
  const turns: (() => void)[] = []
  const state = { commits: 0, broken: false }
  const group = createGroupCommit({
    clock,
    endOfTurn: (then) => void turns.push(then),
    commit() {
      if (state.broken) throw new Error('no space')
      state.commits += 1
    },
    explain: (cause) => new AppError({ code: 'store.cannot-write', message: String(cause) }),
  })
  const endTurn = () => {
    for (const then of turns.splice(0)) then()
  }
  const news: (AppErrorShape | null)[] = []
  group.onHalt((halted) => news.push(halted))
  return { group, state, turn, endTurn, news, waiting }
}

describe('a group', () => {
  test('is committed within 5 ms when nobody waits', () => {
    const { group, state, turn, endTurn } = setUp()
    group.touch(1)
    group.touch(1)
    endTurn()
    turn(4)
    expect(state.commits).toBe(0)
    turn(1)
    expect(state.commits).toBe(1)
  })

  test('is committed once at the end of the turn for all who wait', async () => {
    const { group, state, endTurn } = setUp()
    group.touch(1)
    const first = group.flush()
    group.touch(1)
    const second = group.flush()
    expect(state.commits).toBe(0)
    endTurn()
    await Promise.all([first, second])
    expect(state.commits).toBe(1)
  })

  test('of 256 events is committed at the end of the turn', () => {
    const { group, state, endTurn } = setUp()
    group.touch(255)
    endTurn()
    expect(state.commits).toBe(0)
    group.touch(1)
    endTurn()
    expect(state.commits).toBe(1)
  })

  test('that is empty needs no commit', async () => {
    const { group, state } = setUp()
    await group.flush()
    expect(group.now()).toBe(true)
    expect(state.commits).toBe(0)
  })

  test('leaves no timer behind', async () => {
    const { group, endTurn, waiting } = setUp()
    group.touch(1)
    const flushed = group.flush()
    endTurn()
    await flushed
    expect(waiting()).toBe(0)
  })
})

describe('a commit that fails', () => {
  test('halts, rejects who waits, tries less and less often, and goes on', async () => {
    const { group, state, turn, endTurn, news } = setUp()
    state.broken = true
    group.touch(1)
    const flushed = group.flush()
    endTurn()
    await expect(flushed).rejects.toMatchObject({ code: 'store.cannot-write' })
    await expect(group.flush()).rejects.toMatchObject({ code: 'store.cannot-write' })
    turn(100 + 200 + 400)
    expect(news).toEqual([expect.objectContaining({ code: 'store.cannot-write' })])
    state.broken = false
    turn(799)
    expect(group.halted()).not.toBeNull()
    turn(1)
    expect(news.at(-1)).toBeNull()
    expect(group.halted()).toBeNull()
    expect(state.commits).toBe(1)
    await group.flush()
  })

  test('is tried at least every five seconds', () => {
    const { group, state, turn } = setUp()
    state.broken = true
    group.touch(1)
    turn(3_600_000)
    state.broken = false
    turn(5000)
    expect(group.halted()).toBeNull()
  })

  test('rejects who waits when it is stopped', async () => {
    const { group } = setUp()
    group.touch(1)
    const flushed = group.flush()
    group.stop()
    await expect(flushed).rejects.toMatchObject({ code: 'store.cannot-write' })
  })
})
