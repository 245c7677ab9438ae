import { type DragEvent, useMemo } from 'react'
import type { Field } from '#shared/block'
import type { Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { onlyBlock, useSelection } from '../../../model/selection-store.ts'
import { PATH_TYPE } from '../../../ui/value-tree/path-type.ts'
import { kindOf } from '../block-kinds.ts'

/** Over a field that takes what is dragged; the style sheet lights it up. */
const OVER = 'data-takes'

/**
 * A value of the data panel may be dropped on a field where it stands on the block. Only on the chosen one: it is that
 * block's data that the panel shows, and the same path may mean something else elsewhere.
 */
export function useValueDrop() {
  return useMemo(() => {
    let lit: Element | null = null
    const light = (next: Element | null) => {
      if (lit === next) return
      lit?.removeAttribute(OVER)
      next?.setAttribute(OVER, '')
      lit = next
    }
    return {
      onDragOver(event: DragEvent) {
        const found = event.dataTransfer.types.includes(PATH_TYPE) ? fieldAt(event.target as Element) : null
        light(found?.element ?? null)
        if (found) event.preventDefault()
      },
      onDragLeave: () => light(null),
      onDrop(event: DragEvent) {
        light(null)
        const found = fieldAt(event.target as Element)
        const code = event.dataTransfer.getData(PATH_TYPE)
        if (!found || code === '') return
        event.preventDefault()
        const { id, key, field, value } = found
        useFlow.getState().apply([{ do: 'set-config', id, key, value: withValue(field, value, code) }])
      },
    }
  }, [])
}

function fieldAt(target: Element) {
  const element = target.closest<SVGElement>('[data-field]')
  const id = target.closest<SVGElement>('[data-block]')?.dataset.block
  const key = element?.dataset.field
  if (!element || key === undefined || id === undefined || onlyBlock(useSelection.getState()) !== id)
    return null
  const block = useFlow.getState().structure?.places.get(id)?.block
  const field = block && kindOf(block).declaration?.fields[key]
  return field && !field.raw && !NEVER.has(field.kind)
    ? { element, id, key, field, value: block.config[key] }
    : null
}

/** These name something, and take no value in its place. */
const NEVER: ReadonlySet<Field['kind']> = new Set(['secret', 'variable', 'table', 'map'])
const TEXTS: ReadonlySet<Field['kind']> = new Set(['text', 'long-text', 'file', 'folder', 'url'])

/** Behind the words of a text, in place of anything else. */
export function withValue(field: Pick<Field, 'kind'>, value: Json | undefined, code: string): Json {
  const pill = `{{ ${code} }}`
  return TEXTS.has(field.kind) && typeof value === 'string' ? value + pill : pill
}
