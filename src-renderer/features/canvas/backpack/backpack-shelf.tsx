import { type RefObject, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptSnippet } from '#shared/contract'
import { connection } from '../../../link/client.ts'
import { useBackpack } from '../../../model/backpack-store.ts'
import { doCommand } from '../../../model/commands.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../../ui/places.tsx'
import { focusBlock } from '../editing.ts'
import './backpack.css'
import { deleteSnippet, moveSnippet } from './change-backpack.ts'
import { useFollowBackpack } from './follow-backpack.ts'
import { type SnippetActs, SnippetItem } from './snippet-item.tsx'
import { useOrderByHand } from './use-order-by-hand.ts'

/** Snippets that people keep for other flows: to put in, to name, to bring into an order. */
export function BackpackShelf() {
  const { t } = useTranslation('backpack')
  useFollowBackpack()
  const lost = connection((now) => now.state === 'lost')
  const shelf = useRef<HTMLElement>(null)
  useKeyboardWhenWanted(shelf)
  return (
    <section ref={shelf} className="backpack" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {lost && (
        <p className="backpack-lost" role="status">
          {t('lost')}
        </p>
      )}
      <Snippets />
    </section>
  )
}

/** The keyboard goes to the first snippet, or where there is none to what says so, once that is there. */
function useKeyboardWhenWanted(shelf: RefObject<HTMLElement | null>): void {
  const wanted = useBackpack((state) => state.wanted && state.list !== null)
  useEffect(() => {
    if (!wanted) return
    useBackpack.setState({ wanted: false })
    const find = (what: string) => shelf.current?.querySelector<HTMLElement>(what)
    const goal = find('.snippet') ?? find('.backpack-empty')
    goal?.focus()
  }, [wanted, shelf])
}

function Snippets() {
  const { t } = useTranslation('backpack')
  const list = useBackpack((state) => state.list)
  const error = useBackpack((state) => state.error)
  if (error) return <ErrorBox error={error} />
  if (!list) return <LoadingBars label={t('app:loading')} widths={[64, 48, 56]} />
  if (list.length === 0) return <Nothing />
  return <SnippetList list={list} />
}

function Nothing() {
  const { t } = useTranslation('backpack')
  const chosen = useSelection((selection) => selection.blocks.size > 0)
  const words = useRef<HTMLDivElement>(null)
  // the last one is gone, and the keyboard with it
  useEffect(() => {
    if (isFree(null)) words.current?.focus()
  }, [])
  return (
    <div ref={words} className="backpack-empty" tabIndex={-1}>
      <EmptyState
        text={t('empty')}
        action={
          chosen && (
            <Button kind="line" onClick={() => doCommand('canvas.keep')}>
              {t('keepChosen')}
            </Button>
          )
        }
      />
    </div>
  )
}

function SnippetList({ list }: { list: readonly KeptSnippet[] }) {
  const { t } = useTranslation('backpack')
  const keys = useId()
  const lines = useRef<HTMLUListElement>(null)
  const [said, setSaid] = useState('')
  const { gap, placeOf, hold } = useOrderByHand(lines, list)
  const { keepAt } = useKeptKeyboard(lines, list)

  const move = ({ id, name }: KeptSnippet, place: number) => {
    if (place === placeIn(list, id) || place < 0 || place >= list.length) return
    keepAt(id)
    setSaid(t('moved', { name, place: place + 1, of: list.length }))
    void moveSnippet(id, place)
  }
  const remove = (kept: KeptSnippet) => {
    const place = placeIn(list, kept.id)
    keepAt((list[place + 1] ?? list[place - 1])?.id ?? null)
    void deleteSnippet(kept, place)
  }
  const on = useSteady({
    hold: ({ id }, y) => hold(id, y),
    letGo: (kept, y) => move(kept, placeOf(kept.id, y)),
    move: (kept, by) => move(kept, placeIn(list, kept.id) + by),
    remove,
    leave,
  })
  return (
    <div className="snippets">
      <ul ref={lines}>
        {list.map((kept, i) => (
          <SnippetItem
            key={kept.id}
            kept={kept}
            keys={keys}
            gap={gap === i ? 'before' : gap === i + 1 && gap === list.length ? 'after' : null}
            isFirst={i === 0}
            isLast={i === list.length - 1}
            on={on}
          />
        ))}
      </ul>
      <span id={keys} hidden>
        {t('keys')}
      </span>
      <span className="unseen" role="status">
        {said}
      </span>
    </div>
  )
}

/** The same object for as long as the list is shown; what it does is what was given last. */
function useSteady(acts: SnippetActs): SnippetActs {
  const now = useRef(acts)
  useLayoutEffect(() => {
    now.current = acts
  })
  return useMemo(
    () => ({
      hold: (...to) => now.current.hold(...to),
      letGo: (...to) => now.current.letGo(...to),
      move: (...to) => now.current.move(...to),
      remove: (...to) => now.current.remove(...to),
      leave: () => now.current.leave(),
    }),
    [],
  )
}

const placeIn = (list: readonly KeptSnippet[], id: string): number => list.findIndex((one) => one.id === id)

/** A snippet that was moved, or the one beside what was deleted, has the keyboard when the list is drawn anew. */
function useKeptKeyboard(lines: RefObject<HTMLElement | null>, list: readonly KeptSnippet[]) {
  const kept = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the list is another
  useLayoutEffect(() => {
    const id = kept.current
    kept.current = null
    if (id !== null && isFree(lines.current)) focusSnippet(lines.current, id)
  }, [list])
  return {
    keepAt(id: string | null) {
      kept.current = id
    },
  }
}

/** Whether nothing else on the page has the keyboard by now. */
const isFree = (within: HTMLElement | null): boolean =>
  document.activeElement === document.body || within?.contains(document.activeElement) === true

const focusSnippet = (within: HTMLElement | null, id: string): void =>
  within?.querySelector<HTMLElement>(`[data-snippet="${CSS.escape(id)}"]`)?.focus()

/** Back to the chosen block, else to what opened the shelf. */
function leave(): void {
  const [chosen] = useSelection.getState().blocks
  if (chosen !== undefined) focusBlock(chosen)
  else document.querySelector<HTMLElement>('[data-command="view.backpack"]')?.focus()
}
