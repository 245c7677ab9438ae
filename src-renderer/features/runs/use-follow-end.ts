import { type RefObject, useEffect, useRef } from 'react'

/** Scrolls along with new lines unless somebody scrolled up to read. */
export function useFollowEnd(scroll: RefObject<HTMLDivElement | null>, count: number): void {
  const atEnd = useRef(true)
  useEffect(() => {
    const element = scroll.current
    if (!element) return
    const watch = () => {
      atEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - 30
    }
    element.addEventListener('scroll', watch)
    return () => element.removeEventListener('scroll', watch)
  }, [scroll])
  useEffect(() => {
    if (count > 0 && atEnd.current && scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight
  }, [count, scroll])
}
