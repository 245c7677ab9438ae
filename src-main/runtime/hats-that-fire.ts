import { AppError } from '#shared/error'
import { liveHats, type Trigger } from '#shared/run'
import type { PreparedFlow } from './prepared-flow.ts'

/** The trigger's own hat; by hand every `start/manual`, else the first hat there is. */
export function hatsThatFire(flow: PreparedFlow, trigger: Trigger | undefined): string[] {
  const hats = liveHats(flow)
  const manual = hats.filter((hat) => hat.block.type === 'start/manual')
  const named = hats.filter((hat) => hat.id === trigger?.block)
  const firing = trigger ? named : manual.length > 0 ? manual : hats.slice(0, 1)
  if (firing.length > 0) return firing.map((hat) => hat.id)
  throw new AppError({
    code: 'flow.no-start',
    message: `"${flow.document.name}" has no block that starts it.`,
    fix: 'Add "When I press Run" above its first block.',
  })
}
