import { useEffect, useState } from 'react'

/** The time, told anew while something is alive: four times a second, so that bars grow. ms since the epoch */
export function useNow(alive: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    if (!alive) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [alive])
  return now
}
