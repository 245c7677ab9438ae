import { useCallback, useEffect, useState } from 'react'
import type { WholeSnippet } from '#shared/contract'
import { AppError } from '#shared/error'
import { client, connection, onReached } from '../../../link/client.ts'
import { useBackpack } from '../../../model/backpack-store.ts'
import { type Loaded, useLoad } from '../../../ui/use-load.ts'
import { takeList } from './change-backpack.ts'

/** Follows what is in the backpack for as long as its shelf is open: at once, after every change, on every connection. */
export function useFollowBackpack(): void {
  useEffect(() => {
    const closed = new AbortController()
    const follow = () => void listen(closed.signal)
    const endReached = onReached(follow)
    if (connection.getState().state === 'open') follow()
    return () => {
      endReached()
      closed.abort()
    }
  }, [])
}

async function listen(signal: AbortSignal): Promise<void> {
  try {
    for await (const list of await client.backpack.watch(undefined, { signal })) {
      if (signal.aborted) return
      for (const id of contents.keys()) if (!list.some((one) => one.id === id)) contents.delete(id)
      takeList(list)
    }
  } catch (error) {
    // without a connection it is followed again when there is one; what is left is that it may not be seen
    if (!signal.aborted && error instanceof AppError && error.code !== 'link.lost')
      useBackpack.setState({ error })
  }
}

/** What a snippet holds never changes: it is asked for once. */
const contents = new Map<string, PromiseLike<WholeSnippet>>()

/** What a snippet holds. */
export function contentOf(id: string): PromiseLike<WholeSnippet> {
  const known = contents.get(id)
  if (known) return known
  const asked = client.backpack.get({ id })
  contents.set(id, asked)
  asked.then(undefined, () => contents.delete(id))
  return asked
}

const never = new Promise<never>(() => {})

type Content = Loaded<WholeSnippet> & { seen: boolean; watch(shown: Element | null): void }

/** What a snippet holds, once the element that shows it has come into sight. */
export function useContent(id: string): Content {
  const [shown, watch] = useState<Element | null>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!shown || seen) return
    const observer = new IntersectionObserver((met) => {
      if (met.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    })
    observer.observe(shown)
    return () => observer.disconnect()
  }, [shown, seen])
  const content = useLoad(useCallback(() => (seen ? contentOf(id) : never), [id, seen]))
  const { error, reload } = content
  useEffect(() => (error ? onReached(reload) : undefined), [error, reload])
  return { ...content, seen, watch }
}
