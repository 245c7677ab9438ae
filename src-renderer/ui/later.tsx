import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'

type Later<P> = ComponentType<P & { waiting?: ReactNode }> & { fetch(): void }

/**
 * What comes with a script of its own when it is first shown, or when `fetch` sees that it will be. Once it is there it
 * is drawn at once, without a moment of `waiting`.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let here: ComponentType<P> | undefined
  let coming: Promise<{ default: ComponentType<P> }> | undefined
  const come = () => {
    coming ??= load().then(
      (component) => {
        here = component
        return { default: component }
      },
      (error) => {
        coming = undefined
        throw error
      },
    )
    return coming
  }
  const Lazy = lazy(come)
  // biome-ignore lint/correctness/noComponentHookFactories: it is made once, where a module begins
  const Shown = ({ waiting, ...rest }: P & { waiting?: ReactNode }) => {
    // one and the same to the end: another would begin anew with what was typed
    const [Drawn] = useState(() => (here ?? Lazy) as ComponentType<object>)
    return (
      <Suspense fallback={waiting}>
        <Drawn {...rest} />
      </Suspense>
    )
  }
  // what fails here is said when it is shown
  return Object.assign(Shown, { fetch: () => void come().catch(() => {}) })
}
