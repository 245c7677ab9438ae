import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'
import type { TreeRoot } from '../../ui/value-tree/value-rows.ts'
import { ValueTree } from '../../ui/value-tree/value-tree.tsx'
import { kindOfValue } from '../../ui/value-tree/value-words.ts'
import { shapeOf } from './arriving-roots.ts'

type SchemaTreeProps = {
  roots: readonly TreeRoot[]
  scroll: HTMLElement | null
  onPick(row: { code: string }): void
}

/** The shape of what arrives: kinds in place of values, and one item for each list. */
export function SchemaTree({ roots, scroll, onPick }: SchemaTreeProps) {
  const { t } = useTranslation('inspector')
  const shapes = useMemo(
    () =>
      roots.map(({ note: _, ...root }) => ({
        ...root,
        value: kindsIn(shapeOf(root.value), (kind) => t(`valueKind.${kind}`)),
      })),
    [roots, t],
  )
  return <ValueTree roots={shapes} label={t('schema')} scroll={scroll} onPick={onPick} />
}

/** Every leaf becomes the word of its kind. */
function kindsIn(shape: Json, say: (kind: ReturnType<typeof kindOfValue>) => string): Json {
  if (isList(shape) && shape.length > 0) return shape.map((item) => kindsIn(item, say))
  if (isObject(shape) && Object.keys(shape).length > 0)
    return Object.fromEntries(Object.entries(shape).map(([key, held]) => [key, kindsIn(held, say)]))
  return say(kindOfValue(shape))
}
