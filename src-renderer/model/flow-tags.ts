import type { FlowEdit } from '#shared/flow'

const LONGEST = 60

/** Tags that a person wrote with commas between them: each once, without room around it. */
export const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim().slice(0, LONGEST))
      .filter(Boolean),
  ),
]

/** Gives a flow these tags. One without has no word about them in its file. */
export const tagsEdit = (tags: readonly string[]): FlowEdit =>
  tags.length > 0 ? { do: 'set-flow', set: { tags } } : { do: 'set-flow', set: {}, clear: ['tags'] }
