import { useEffect } from 'react'
import { filterFrom, filterOf, isFiltered, queryOf, useRunsFilter } from '../../model/runs-filter.ts'

/** What stands behind the question mark; null: nothing does. */
const queryHere = (): string | null => /\?(.*)$/.exec(window.location.hash)?.[1] ?? null

/**
 * Keeps filters and address the same: an address that names filters sets them, one that names none gets those that hold.
 * The address is written over, not added to: going back leaves the page, it does not untype a search.
 */
export function useFilterAddress(): void {
  useEffect(() => {
    const write = () => {
      const query = queryOf(filterOf(useRunsFilter.getState()))
      const [place = ''] = window.location.hash.split('?')
      const wanted = `${place}${query && `?${query}`}`
      if (place.startsWith('#/runs') && wanted !== window.location.hash)
        window.history.replaceState(window.history.state, '', wanted)
    }
    const read = () => {
      const query = queryHere()
      if (query === null) return write()
      const asked = filterFrom(query)
      if (queryOf(asked) !== queryOf(filterOf(useRunsFilter.getState()))) useRunsFilter.getState().only(asked)
      else if (!isFiltered(asked)) write()
    }
    read()
    window.addEventListener('hashchange', read)
    const stop = useRunsFilter.subscribe(write)
    return () => {
      window.removeEventListener('hashchange', read)
      stop()
    }
  }, [])
}
