import type { Kernel } from '../run-state.ts'
import { ask } from './ask.ts'
import { calledHat, callFlow } from './call-flow.ts'
import { fail, leaveLoop, nextPass, returnValue, stop } from './caps.ts'
import { forEach } from './for-each.ts'
import { hat } from './hat.ts'
import { ifElse } from './if.ts'
import { join } from './join.ts'
import { parallel } from './parallel.ts'
import { repeat } from './repeat.ts'
import { switchCase } from './switch.ts'
import { tryCatch } from './try.ts'
import { addToList, changeVariable, setVariable } from './variables.ts'
import { wait } from './wait.ts'
import { waitUntil } from './wait-until.ts'
import { whileLoop } from './while.ts'

/** Block types that the engine runs itself. Every hat fires in the same way. */
const KERNELS: ReadonlyMap<string, Kernel> = new Map([
  ['control/if', ifElse],
  ['control/switch', switchCase],
  ['control/repeat', repeat],
  ['control/for-each', forEach],
  ['control/while', whileLoop],
  ['control/parallel', parallel],
  ['control/try', tryCatch],
  ['control/join', join],
  ['control/wait', wait],
  ['control/wait-until', waitUntil],
  ['control/call-flow', callFlow],
  ['control/ask', ask],
  ['start/called', calledHat],
  ['control/stop', stop],
  ['control/return', returnValue],
  ['control/fail', fail],
  ['control/leave-loop', leaveLoop],
  ['control/next-pass', nextPass],
  ['data/set-variable', setVariable],
  ['data/change-variable', changeVariable],
  ['data/add-to-list', addToList],
])

export const kernelOf = (type: string, shape: string): Kernel | null =>
  KERNELS.get(type) ?? (shape === 'hat' ? hat : null)
