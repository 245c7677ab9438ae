import i18next from 'i18next'
import { type ComponentType, lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { ErrorBox } from './places.tsx'

type Later<P> = ComponentType<P & { waiting?: ReactNode }> & { fetch(): void }

/**
 * What comes with a script of its own when it is first shown, or when `fetch` sees that it will be. Once it is there it
 * is drawn at once, without a moment of `waiting`. A script that does not come is asked for again until it does: the
 * host may be starting anew, and what was done on the page must not go with it.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let here: ComponentType<P> | undefined
  let coming: Promise<{ default: ComponentType<P> }> | undefined
  const missing = observed(false)
  const come = () => {
    coming ??= ask(load, missing.set).then((component) => {
      here = component
      return { default: component }
    })
    return coming
  }
  const Lazy = lazy(come)
  // biome-ignore-start lint/correctness/noComponentHookFactories: they are made once, where a module begins
  const Waiting = ({ children }: { children: ReactNode }) =>
    useSyncExternalStore(missing.watch, missing.get) ? <Missing /> : children
  const Shown = ({ waiting, ...rest }: P & { waiting?: ReactNode }) => {
    // one and the same to the end: another would begin anew with what was typed
    const [Drawn] = useState(() => (here ?? Lazy) as ComponentType<object>)
    return (
      <Suspense fallback={<Waiting>{waiting}</Waiting>}>
        <Drawn {...rest} />
      </Suspense>
    )
  }
  // biome-ignore-end lint/correctness/noComponentHookFactories: as above
  return Object.assign(Shown, { fetch: () => void come() })
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5000

/** @param tell whether it did not come twice in a row */
async function ask<T>(load: () => Promise<T>, tell: (missing: boolean) => void): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    try {
      const come = await load()
      tell(false)
      return come
    } catch (error) {
      console.error(error)
      if (pause > FIRST_PAUSE_MS) tell(true)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

function observed<T>(value: T) {
  const watchers = new Set<() => void>()
  return {
    get: () => value,
    set(next: T) {
      value = next
      for (const watcher of watchers) watcher()
    },
    watch(watcher: () => void) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}

const Missing = () => (
  <ErrorBox
    error={{ message: i18next.t('app:partMissing'), fix: i18next.t('app:partMissingFix') }}
    action={
      <Button kind="line" onClick={() => window.location.reload()}>
        {i18next.t('app:reload')}
      </Button>
    }
  />
)
