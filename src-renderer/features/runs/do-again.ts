import i18next from 'i18next'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { Json } from '#shared/flow'
import type { RerunFrom, RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { tellError, whileBusy } from '../../model/notice-store.ts'

export type Again = {
  from: RerunFrom
  /** as the flow stands now, in place of the version that ran */
  asItStands?: boolean
  /** in place of what arrived there */
  input?: Json
}

/** Does a run again and goes to the new one; a second press in the same moment makes no second run. */
export function useDoAgain({ id, flowName }: RunSummary): (again: Again) => Promise<void> {
  const [, go] = useLocation()
  const under = useRef(false)
  return async ({ from, asItStands = false, input }) => {
    if (under.current) return
    under.current = true
    const asked = {
      ...{ id, from, version: asItStands ? ('draft' as const) : ('same' as const) },
      ...(input !== undefined && { input }),
    }
    try {
      const message = i18next.t('runs:page.startingAgain', { name: flowName })
      const made = await whileBusy(message, client.runs.retry(asked))
      go(`/runs/${made.id}`)
    } catch (error) {
      tellError(error)
    } finally {
      under.current = false
    }
  }
}
