import { CircleQuestionMark, CircleSlash, Copy, Trash2 } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockDeclaration } from '#shared/block'
import type { Block } from '#shared/flow'
import { useBlockCommands } from '../../model/block-commands.ts'
import { useFlow } from '../../model/flow-store.ts'
import { useHelp } from '../../model/help-store.ts'
import { BlockIcon } from '../../ui/block-art/block-icon.tsx'
import { IconButton, MoreButton } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { Tag, Tile } from '../../ui/tag.tsx'
import { setDisabled } from './block-actions.ts'

type HeaderProps = {
  id: string
  type: string
  name: string
  disabled: boolean
  declaration?: BlockDeclaration
}

/** What the header shows of a block: the same while its fields are typed into. */
export const headOf = ({ id, type, name, options }: Block) => ({
  ...{ id, type, name },
  disabled: options?.disabled === true,
})

/** What is chosen: icon, name, kind, and what can be done with it. */
export const BlockHeader = memo(function BlockHeader({ id, type, name, disabled, declaration }: HeaderProps) {
  const { t } = useTranslation('inspector')
  const { t: inPalette } = useTranslation('palette')
  const category = declaration?.category ?? 'computer'
  const commands = () => useBlockCommands.getState().commands
  return (
    <div className="panel-head">
      <Tile category={category}>
        <BlockIcon type={type} category={category} size={17} />
      </Tile>
      <div className="grow">
        <h2 className="panel-heading">
          <BlockName id={id} name={name} />
        </h2>
        <div className="panel-kind sm muted">
          <span className="clip">
            {declaration ? `${inPalette(`category.${category}`)} · ${lower(declaration.title)}` : type}
          </span>
          {disabled && <Tag>{t('disabled')}</Tag>}
        </div>
      </div>
      {declaration && (
        <IconButton
          size="small"
          data-command="help.block"
          label={t('help', { title: declaration.title })}
          keys="F1"
          icon={<CircleQuestionMark size={16} />}
          onClick={() => useHelp.getState().open(type)}
        />
      )}
      <Menu align="end" trigger={<MoreButton label={t('blockMenu')} />}>
        <MenuItem
          command="canvas.duplicate"
          icon={<Copy size={15} aria-hidden />}
          keys="Ctrl+D"
          onClick={() => commands()?.duplicate()}
        >
          {t('duplicate')}
        </MenuItem>
        <MenuItem
          command="canvas.disable"
          icon={<CircleSlash size={15} aria-hidden />}
          onClick={() => setDisabled(id, !disabled)}
        >
          {t(disabled ? 'enable' : 'disable')}
        </MenuItem>
        <MenuRule />
        <MenuItem
          danger
          icon={<Trash2 size={15} aria-hidden />}
          keys="Del"
          command="canvas.delete"
          onClick={() => commands()?.remove()}
        >
          {t('delete')}
        </MenuItem>
      </Menu>
    </div>
  )
})

/** "Read file" goes on in small letters, "SQLite" and "CSV" do not. */
const lower = (title: string) =>
  /^\p{Lu}{2}/u.test(title) ? title : title.charAt(0).toLocaleLowerCase() + title.slice(1)

/** The block's name, edited where it stands; expressions that use it follow. An empty or taken name is put back. */
function BlockName({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('inspector')
  const [typed, setTyped] = useState<string | null>(null)
  const taken = useFlow((flow) =>
    flow.document?.blocks.some((other) => other.id !== id && other.name === typed?.trim()),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another block is another name
  useEffect(() => setTyped(null), [id])
  const type = (text: string) => {
    setTyped(text)
    const next = text.trim()
    const free = !useFlow.getState().document?.blocks.some((each) => each.id !== id && each.name === next)
    if (next && free && next !== name)
      useFlow.getState().apply([{ do: 'rename-block', id, name: next }], { group: `name ${id}` })
  }
  return (
    <>
      <input
        className="panel-name"
        aria-label={t('blockName')}
        value={typed ?? name}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={taken || undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => (event.key === 'Enter' || event.key === 'Escape') && event.currentTarget.blur()}
        onBlur={() => setTyped(null)}
      />
      {typed !== null && taken && (
        <div className="field-note danger" role="status">
          {t('nameTaken')}
        </div>
      )}
    </>
  )
}
