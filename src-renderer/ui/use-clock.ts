import { useEffect, useState } from 'react'

/** The time, told anew every `ms`: what is said of it stays true. ms since the epoch */
export function useClock(ms: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), ms)
    return () => clearInterval(timer)
  }, [ms])
  return now
}
