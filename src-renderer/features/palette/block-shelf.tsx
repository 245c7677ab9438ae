import { useTranslation } from 'react-i18next'
import type { BlockDeclaration } from '#shared/block'
import type { MyBlock } from '#shared/contract'
import type { Where } from '../../model/add-block.ts'
import { useMyBlocks } from '../../model/my-blocks-store.ts'
import { MY } from '../../ui/block-art/my-blocks.ts'
import { Button } from '../../ui/button.tsx'
import { MyBlockMenu } from './my-block-menu.tsx'
import { PackageNote } from './package-note.tsx'
import { PaletteItem } from './palette-item.tsx'
import type { Shelf } from './shelves.ts'

type BlockShelfProps = {
  /** a shelf, or the words that were searched for */
  of: Shelf | { words: string } | undefined
  blocks: readonly BlockDeclaration[]
  onAdd(type: string, where: Where): void
  onClear(): void
}

/** The blocks of a shelf, or those that were found. */
export function BlockShelf({ of, blocks, onAdd, onClear }: BlockShelfProps) {
  const { t } = useTranslation('palette')
  const myBlocks = useMyBlocks((state) => state.list)
  const searched = of && 'words' in of ? of.words : null
  const shelf = of && 'words' in of ? undefined : of
  return (
    <>
      <h2>
        {searched === null
          ? (shelf?.package?.title ?? t(`category.${shelf?.category ?? 'start'}`))
          : t('found', { count: blocks.length })}
      </h2>
      {shelf?.package && <PackageNote of={shelf.package} />}
      {blocks.length > 0 ? (
        <div className="palette-list">
          <ul>
            {blocks.map((declaration) => (
              <PaletteItem
                key={declaration.type}
                declaration={declaration}
                onAdd={onAdd}
                menu={menuOf(myBlocks?.find(({ id }) => declaration.type === `${MY}${id}`))}
              />
            ))}
          </ul>
        </div>
      ) : searched === null ? (
        <div className="palette-none">
          <p>{t('my.none')}</p>
          <p>{t('my.how')}</p>
        </div>
      ) : (
        <div className="palette-none">
          <p>{t('nothing', { words: searched })}</p>
          <Button kind="line" onClick={onClear}>
            {t('clear')}
          </Button>
        </div>
      )}
    </>
  )
}

const menuOf = (mine: MyBlock | undefined) => mine && <MyBlockMenu of={mine} />
