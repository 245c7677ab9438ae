import { AppError } from '#shared/error'
import { liveHats, type Trigger } from '#shared/run'
import type { PreparedFlow } from './prepared-flow.ts'

/**
 * The trigger's own hat; by hand every `start/manual`, else the first hat there is. A `start/manual` that leads
 * nowhere does not keep another hat from being tried: nothing would run, and look as if all went well.
 */
export function hatsThatFire(flow: PreparedFlow, trigger: Trigger | undefined): string[] {
  const hats = liveHats(flow)
  const leads = hats.filter((hat) => hat.next.length > 0)
  const manual = (leads.length > 0 ? leads : hats).filter((hat) => hat.block.type === 'start/manual')
  const named = hats.filter((hat) => hat.id === trigger?.block)
  const firing = trigger ? named : manual.length > 0 ? manual : (leads.length > 0 ? leads : hats).slice(0, 1)
  if (firing.length > 0) return firing.map((hat) => hat.id)
  throw new AppError({
    code: 'flow.no-start',
    message: `"${flow.document.name}" has no block that starts it.`,
    fix: 'Add "When I press Run" above its first block.',
  })
}
