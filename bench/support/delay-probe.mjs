// Loaded into the built host with `--import`: measures how late its event loop is, and says so when asked.
// One sample a millisecond at best; an idle loop shows about 1.1 ms, because what is noted is the time between two
// samples: the resolution itself is in every figure.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const delay = monitorEventLoopDelay({ resolution: 1 })
/** @type {Record<string, () => unknown>} */
const orders = {
  begin() {
    delay.reset()
    delay.enable()
    return null
  },
  end() {
    delay.disable()
    const ms = (ns) => ns / 1e6
    return {
      p50: ms(delay.percentile(50)),
      p99: ms(delay.percentile(99)),
      max: ms(delay.max),
      samples: delay.count,
    }
  },
}
process.on('message', (order) => process.send?.(orders[order]?.() ?? null))
// asking must not keep the host alive
process.channel?.unref()
