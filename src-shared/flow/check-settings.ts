import type { Problem } from '#shared/error'
import type { FlowDocument, FlowSettings, Variable } from './document.ts'
import { isDuration, parseDuration } from './duration.ts'
import { isForbiddenKey } from './limits.ts'

/** Problems of a flow's settings and variables. */
export const checkSettings = (document: FlowDocument): Problem[] => [
  ...settingProblems(document.settings ?? {}),
  ...variableProblems(document.variables ?? []),
]

function settingProblems(settings: Partial<FlowSettings>): Problem[] {
  const { keepRuns } = settings
  return [
    ...durationProblem('settings.timeout', 'The flow setting "timeout"', settings.timeout),
    ...numberProblem('settings.concurrency', 'The flow setting "concurrency"', settings.concurrency, 1),
    ...numberProblem('settings.maxSteps', 'The flow setting "maxSteps"', settings.maxSteps, 1),
    ...numberProblem('settings.keepRuns.days', 'The flow setting "keepRuns.days"', keepRuns?.days, 0),
    ...numberProblem('settings.keepRuns.count', 'The flow setting "keepRuns.count"', keepRuns?.count, 0),
  ]
}

type Where = { path: string; code: string; what: string }

function durationProblem(path: string, what: string, value: string | undefined): Problem[] {
  return value === undefined ? [] : badDuration({ path, code: 'settings.bad-duration', what }, value)
}

/** @param value a text that should be a length of time above nothing */
export function badDuration({ path, code, what }: Where, value: string, mayBeZero = false): Problem[] {
  if (isDuration(value) && (mayBeZero || parseDuration(value) > 0)) return []
  const message = isDuration(value)
    ? `${what} is ${value}, and has to be longer than nothing.`
    : `${what} is "${value}", which is no length of time.`
  return [
    { code, severity: 'error', message, fix: 'Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.', path },
  ]
}

function numberProblem(path: string, what: string, value: number | undefined, least: number): Problem[] {
  return value === undefined ? [] : badNumber({ path, code: 'settings.bad-number', what }, value, least)
}

export function badNumber({ path, code, what }: Where, value: number, least: number): Problem[] {
  if (Number.isSafeInteger(value) && value >= least) return []
  return [
    {
      code,
      severity: 'error',
      message: `${what} is ${value}, and has to be a whole number from ${least}.`,
      fix: `Write a whole number from ${least}.`,
      path,
    },
  ]
}

function variableProblems(variables: readonly Variable[]): Problem[] {
  const seen = new Set<string>()
  return variables.flatMap(({ name }, i) => {
    const path = `variables[${i}].name`
    if (name.trim() === '' || isForbiddenKey(name)) return [badVariableName(name, i, path)]
    if (seen.has(name)) return [duplicateVariable(name, path)]
    seen.add(name)
    return []
  })
}

const badVariableName = (name: string, index: number, path: string): Problem => ({
  code: 'variable.bad-name',
  severity: 'error',
  message:
    name.trim() === '' ? `Variable ${index + 1} has no name.` : `A variable cannot be called "${name}".`,
  fix: 'Give the variable another name.',
  path,
})

const duplicateVariable = (name: string, path: string): Problem => ({
  code: 'variable.duplicate-name',
  severity: 'error',
  message: `Two variables are called "${name}".`,
  fix: 'Rename or remove one of the two.',
  path,
})
