import type { TFunction } from 'i18next'
import { kindOf } from '../block-kinds.ts'
import type { Scene } from '../geometry/scene.ts'
import { whereabouts } from '../geometry/walking.ts'
import { sentenceInWords } from '../use-reading.ts'

/** Where a block would be: "below wait 5 seconds, inside repeat, 2 of 3". */
export function describePlace(scene: Scene, id: string, t: TFunction<'canvas'>): string {
  const hanging = scene.flow.blocks.get(id)
  const parent = hanging?.parent && scene.layout.blocks.get(hanging.parent.id)
  const next = hanging?.below === undefined ? undefined : scene.layout.blocks.get(hanging.below)
  const { holder, place, of } = whereabouts(scene.flow, id)
  const around = holder === undefined ? undefined : scene.flow.blocks.get(holder)?.block
  const isFirst = hanging?.parent !== undefined && hanging.parent.out !== 'next'
  const parts = [
    parent && !isFirst && t('byKeys.below', { block: sentenceInWords(parent) }),
    !parent && next && t('byKeys.above', { block: sentenceInWords(next) }),
    isFirst && mouthWords(scene, hanging?.parent, t),
    !isFirst && around && t('inside', { holder: kindOf(around).declaration?.title ?? around.name }),
    of > 1 && t('placeOf', { place, of }),
  ]
  return parts.filter(Boolean).join(', ')
}

/** First in a mouth: which one, where there are several. */
function mouthWords(
  scene: Scene,
  parent: { id: string; out: string } | undefined,
  t: TFunction<'canvas'>,
): string {
  const hanging = parent && scene.flow.blocks.get(parent.id)
  if (!hanging || !parent) return ''
  const title = kindOf(hanging.block).declaration?.title ?? hanging.block.name
  return hanging.form.mouths.length > 1
    ? t('byKeys.firstInMouth', { holder: title, mouth: parent.out })
    : t('byKeys.firstIn', { holder: title })
}
