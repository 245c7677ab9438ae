import { Dialog } from '@base-ui/react/dialog'
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from 'wouter/use-hash-location'
import { client } from '../link/client.ts'
import { allCommands, canDo, useCommands } from '../model/commands.ts'
import { SearchInput } from '../ui/input.tsx'
import { useLoad } from '../ui/use-load.ts'
import './command-list.css'
import { showOverlay } from './command-overlay.ts'
import { matchWords } from './match-words.ts'
import { keysOf } from './shortcuts.ts'

const MOST_FLOWS = 500
const SHOWN = 200

type Line = { id: string; group: string; title: string; keys?: string | undefined; does(): void }

/** Everything the studio can do now, and all flows, by name. */
export function CommandList() {
  const { t } = useTranslation('commands')
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const lines = useLines(words)
  const chosen = lines[Math.min(at, lines.length - 1)]
  const list = useId()
  /** what is done gets the keyboard; after Escape it goes back where it was */
  const did = useRef(false)
  const scroll = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen comes into sight
  useEffect(() => {
    scroll.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.id])
  const act = (line: Line) => {
    did.current = true
    showOverlay(null)
    // once the list is gone: it must not take the keyboard from what comes
    requestAnimationFrame(line.does)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && lines.length > 0) setAt((Math.min(at, lines.length - 1) + step + lines.length) % lines.length)
    else if (event.key === 'Enter' && chosen) act(chosen)
    else return
    event.preventDefault()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && showOverlay(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="command-list" aria-label={t('title')} data-own-undo>
          <SearchInput
            autoFocus
            role="combobox"
            aria-expanded={lines.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={chosen && `${list}-${chosen.id}`}
            placeholder={t('search')}
            value={words}
            onChange={(event) => {
              setWords(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
          {lines.length === 0 && <p className="command-none">{t('nothing', { words: words.trim() })}</p>}
          <div ref={scroll} id={list} role="listbox" aria-label={t('title')} className="command-lines">
            {lines.map((line) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's
              <div
                key={line.id}
                id={`${list}-${line.id}`}
                data-command={line.id}
                role="option"
                tabIndex={-1}
                aria-selected={line === chosen}
                className={`command-line${line === chosen ? ' at' : ''}`}
                onClick={() => act(line)}
              >
                <span className="clip grow" dir="auto">
                  {line.title}
                </span>
                <span className="command-group sm">{t(`group.${line.group}`)}</span>
                {line.keys && <kbd>{keysOf(line.keys)}</kbd>}
              </div>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function useLines(words: string): readonly Line[] {
  const commands = useCommands(useCallback((state) => state.lists, []))
  const flows = useLoad(useCallback(() => client.flows.list({ limit: MOST_FLOWS }), [])).value?.items
  return useMemo(() => {
    const lines: Line[] = [
      ...allCommands({ lists: commands })
        .filter((command) => command.id !== 'help.commands' && canDo(command))
        .map(({ id, group, title, keys, does }) => ({ id, group, title: title(), keys: keys?.[0], does })),
      ...(flows ?? []).map(({ id, name }) => ({
        ...{ id: `flow-${id}`, group: 'open', title: name },
        does: () => navigate(`/flows/${id}`),
      })),
    ]
    return lines
      .map((line, index) => ({ line, index, fit: matchWords(line.title, words) }))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit || a.index - b.index)
      .slice(0, SHOWN)
      .map(({ line }) => line)
  }, [commands, flows, words])
}
