import type { FlowDocument, Variable } from '#shared/flow'

export type Template = { name: string; title: string; description: string; document: FlowDocument }
/** variable name -> what the person said */
export type Answers = Readonly<Record<string, string>>

/** What a template asks for: its variables that are still empty. */
export const needsOf = (document: FlowDocument): readonly Variable[] =>
  (document.variables ?? []).filter((variable) => variable.value === '')

export const isFolder = (need: Variable): boolean => /folder/i.test(need.name)

/** "targetFolder" and "target_folder" read "Target folder". */
export function titleOf(need: Variable): string {
  const words = need.name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The template's document with the answers in it, as a flow of its own. */
export function filledIn(document: FlowDocument, answers: Answers): FlowDocument {
  const { id: _, variables, ...rest } = document
  if (!variables) return rest
  return {
    ...rest,
    variables: variables.map((variable) => ({
      ...variable,
      value: answers[variable.name] ?? variable.value,
    })),
  }
}
