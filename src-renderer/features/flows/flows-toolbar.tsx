import { useTranslation } from 'react-i18next'
import { SearchInput } from '../../ui/input.tsx'
import { Select } from '../../ui/select.tsx'
import { DeletedLink } from './deleted-page.tsx'
import { FLOW_ORDERS, showTag, useFlowsFilter } from './flows-filter.ts'

type ToolbarProps = {
  words: string
  onWords(words: string): void
  tags: readonly { tag: string; flows: number }[]
}

/** Search, order and tags of the list of flows. */
export function FlowsToolbar({ words, onWords, tags }: ToolbarProps) {
  const { t } = useTranslation('flows')
  const { tag, sort } = useFlowsFilter()
  // one that no flow carries any more still says what is shown, and can be let go
  const shown = tag === null || tags.some((one) => one.tag === tag) ? tags : [{ tag, flows: 0 }, ...tags]
  return (
    <>
      <div className="row flows-tools">
        <SearchInput
          className="flows-search"
          placeholder={t('search')}
          value={words}
          onChange={(event) => onWords(event.target.value)}
        />
        <Select
          className="flows-sort"
          aria-label={t('sort.label')}
          value={sort}
          choices={FLOW_ORDERS.map((value) => ({ value, title: t(`sort.${value}`) }))}
          onChange={(next) => useFlowsFilter.setState({ sort: next })}
        />
        <span className="grow" />
        <DeletedLink />
      </div>
      {shown.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: these are no fields of a form
        <div className="flows-tags" role="group" aria-label={t('tags.label')}>
          {shown.map((one) => (
            <button
              key={one.tag}
              type="button"
              className="flow-tag"
              aria-pressed={one.tag === tag}
              onClick={() => showTag(one.tag === tag ? null : one.tag)}
            >
              <span className="clip">{one.tag}</span> <span className="num muted">{one.flows}</span>
            </button>
          ))}
        </div>
      )}
    </>
  )
}
