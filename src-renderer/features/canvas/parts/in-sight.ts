import { useLayoutEffect, useRef, useState } from 'react'
import { isMirrored } from '../../../ui/direction.ts'

/** px that stay free at the canvas' side */
const EDGE = 8

/**
 * Something to press must lie in sight: beside a long block it would lie behind the inspector.
 * @param wanted whether it matters for this bubble
 * @param least canvas units under which it is too narrow to be read
 * @returns `most`: as wide as there is room beside its block, in canvas units; `outside`: there is none
 */
export function useInSight(wanted: boolean, least: number) {
  const ref = useRef<HTMLDivElement>(null)
  const [outside, setOutside] = useState(false)
  const [most, setMost] = useState<number>()
  useLayoutEffect(() => {
    const box = ref.current?.getBoundingClientRect()
    const around = ref.current?.closest('.canvas')?.getBoundingClientRect()
    if (!wanted || outside || !ref.current || !box || !around) return
    const past = isMirrored() ? around.left - box.left : box.right - around.right
    if (past <= -EDGE) return
    const zoom = box.width / ref.current.offsetWidth
    const room = (box.width - past - EDGE) / zoom
    if (room >= least && room < (most ?? Number.POSITIVE_INFINITY)) setMost(Math.floor(room))
    else setOutside(true)
  })
  return { ref, outside, most: outside ? undefined : most }
}
