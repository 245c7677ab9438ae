import { useEffect } from 'react'
import { useFlow } from '../../model/flow-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { later } from '../../ui/later.tsx'
import { FlowPanel } from './flow-panel.tsx'
import { ManyBlocks } from './many-blocks.tsx'
import './inspector.css'

const BlockPanel = later(async () => (await import('./block-panel.tsx')).BlockPanel)

const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const

/** The panel comes with the first move of a hand: it is there before a block is chosen. */
function useFetchedPanel(): void {
  useEffect(() => {
    const fetch = () => {
      BlockPanel.fetch()
      leave()
    }
    const leave = () => {
      for (const sign of SIGNS) window.removeEventListener(sign, fetch, true)
    }
    for (const sign of SIGNS) window.addEventListener(sign, fetch, true)
    return leave
  }, [])
}

/** The chosen block; with nothing chosen the flow itself. */
export function Inspector() {
  const chosen = useSelection((selection) => selection.blocks)
  const open = useFlow((flow) => flow.document !== null)
  useFetchedPanel()
  if (!open) return null
  if (chosen.size === 0) return <FlowPanel />
  const [only] = chosen
  if (chosen.size === 1 && only !== undefined) return <BlockPanel key={only} id={only} />
  return <ManyBlocks count={chosen.size} />
}
