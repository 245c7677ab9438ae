import { useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useFlow } from '../../model/flow-store.ts'
import { useCanvasView } from './canvas-view.ts'
import { useOwnScene } from './use-scene.ts'

const MARGIN = { left: 88, top: 64 }

/** When another flow opens, the corner where reading begins comes into sight at full size, or all of it smaller if it is wide. */
export function useShowFlow(): void {
  const { setSight } = useCanvasView()
  const own = useOwnScene()
  const id = useFlow((state) => (state.document ? state.id : null))
  const width = useStore((state) => state.width)
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (id === null || width === 0 || shown.current === id) return
    shown.current = id
    const { stacks } = own.layout
    const left = Math.min(...stacks.map((stack) => stack.x))
    const top = Math.min(...stacks.map((stack) => stack.y))
    const right = Math.max(...stacks.map((stack) => stack.x + stack.width))
    if (stacks.length === 0) setSight({ x: MARGIN.left, y: MARGIN.top, zoom: 1 })
    else {
      const zoom = Math.min(1, Math.max(0.6, (width - MARGIN.left - 24) / (right - left)))
      setSight({ x: MARGIN.left - left * zoom, y: MARGIN.top - top * zoom, zoom })
    }
  }, [id, width, own, setSight])
}
