/** How one run is looked at; it stands in the address, behind the run's id. The first needs no word there. */
export const RUN_VIEWS = ['steps', 'time', 'log', 'data'] as const
export type RunViewName = (typeof RUN_VIEWS)[number]

export const viewIn = (word: string | undefined): RunViewName =>
  RUN_VIEWS.find((view) => view === word) ?? 'steps'

export const addressOf = (id: string, view: RunViewName): string =>
  view === 'steps' ? `/runs/${id}` : `/runs/${id}/${view}`
