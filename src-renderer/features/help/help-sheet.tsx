import { ArrowLeft, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockDeclaration } from '#shared/block'
import { useHelp } from '../../model/help-store.ts'
import { BlockIcon } from '../../ui/block-art/block-icon.tsx'
import { BlockPicture } from '../../ui/block-art/block-picture.tsx'
import { blockReadme } from '../../ui/block-art/block-readmes.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { IconButton } from '../../ui/button.tsx'
import { Tile } from '../../ui/tag.tsx'
import { DeclaredHelp } from './declared-help.tsx'
import { Markdown } from './markdown.tsx'
import './help-sheet.css'

/** The page of a block, beside the canvas: the fields it speaks of stay in sight. */
export function HelpSheet() {
  const type = useHelp((help) => help.type)
  const declaration = type === null ? undefined : catalog.get(type)
  if (!declaration) return null
  return <Sheet declaration={declaration} />
}

function Sheet({ declaration }: { declaration: BlockDeclaration }) {
  const { t } = useTranslation('help')
  const { t: inPalette } = useTranslation('palette')
  const { type, title, category, summary } = declaration
  const { before, back, close } = useHelp()
  const heading = useRef<HTMLHeadingElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const leave = useReturn()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is read from its beginning
  useEffect(() => {
    heading.current?.focus()
    scroll.current?.scrollTo(0, 0)
  }, [type])
  const end = () => {
    close()
    leave()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    end()
  }
  const readme = blockReadme(type)
  return (
    <section className="help float" aria-label={t('helpFor', { title })} onKeyDown={press}>
      <div className="help-head">
        {before.length > 0 && (
          <IconButton size="small" label={t('back')} icon={<ArrowLeft size={16} />} onClick={back} />
        )}
        <Tile category={category}>
          <BlockIcon type={type} category={category} size={17} />
        </Tile>
        <div className="grow">
          <h2 ref={heading} tabIndex={-1} className="help-title clip">
            {title}
          </h2>
          <div className="sm muted clip">
            {inPalette(`category.${category}`)} · <span className="mono">{type}</span>
          </div>
        </div>
        <IconButton label={t('close')} keys="Esc" icon={<X size={16} />} onClick={end} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long page is scrolled by keyboard */}
      <div ref={scroll} className="help-body" tabIndex={0}>
        <div className="help-picture">
          <BlockPicture type={type} scale={0.84} />
        </div>
        {readme === undefined ? <p>{summary}</p> : <Markdown text={withoutTitle(readme)} from={type} />}
        <hr />
        <DeclaredHelp declaration={declaration} />
      </div>
    </section>
  )
}

/** It stands in the head of the sheet. */
const withoutTitle = (text: string): string => text.replace(/^\s*#[^\n]*\n/, '')

/** Gives the keyboard back to what had it when the sheet came. */
function useReturn(): () => void {
  const held = useRef(document.activeElement)
  return () => {
    if (held.current instanceof HTMLElement || held.current instanceof SVGElement) held.current.focus()
  }
}
