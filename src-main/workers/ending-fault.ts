import type { Fault } from './worker-errors.ts'
import type { Ending } from './worker-link.ts'
import { MEMORY_MB, type WorkerProgram } from './worker-program.ts'

/** What V8, Node, Python and the C library say when there is no more memory. */
const NO_MEMORY =
  /heap out of memory|process out of memory|allocation failed|allocate memory|MemoryError|bad_alloc/i
/** `ValueError: no such thing`, as Node, Python and others write it when nobody catches it. */
const UNCAUGHT = /^\s*[\w.]*(Error|Exception|panic)\b/
/** What the shell answers when there is no such program, and when it may not be run. */
const NO_PROGRAM = new Set([126, 127])
const LONGEST_QUOTE = 300

/**
 * What the end of a process means for whoever waits for it.
 * @param words what it printed last, in lines
 */
export function endingFault(
  program: WorkerProgram,
  how: Ending,
  words: readonly string[],
  hasSpoken: boolean,
): Fault {
  const said = quote(words)
  if (how.kind === 'not-started') return cannotStart(program, how.why)
  const { code, signal } = how
  if (NO_MEMORY.test(words.join('\n'))) return tooMuchMemory(program.memoryMb ?? MEMORY_MB)
  if (!hasSpoken && code !== null && NO_PROGRAM.has(code))
    return cannotStart(program, said ?? 'there is no such program')
  const how_ = signal === null ? `with exit code ${code}` : `by ${signal}`
  return {
    code: 'worker.ended',
    did: `ended in the middle of its work, ${how_}${said ? `; it last said: ${said}` : ''}`,
  }
}

export const tooMuchMemory = (mostMb: number): Fault => ({
  code: 'worker.out-of-memory',
  did: `needed more than the ${mostMb} MB of memory it may have and was ended`,
  fix: 'Let it do less at once: work on a part of the list, or read a file line by line.',
})

function cannotStart({ run }: WorkerProgram, why: string): Fault {
  const what = 'command' in run ? `"${run.command[0]}"` : 'its worker'
  return {
    code: 'worker.cannot-start',
    did: `could not be started: ${what} does not run here (${why})`,
    fix: 'command' in run ? `Install ${run.command[0]}, or see that it is found by PATH.` : undefined,
  }
}

/** The error that nobody caught, else the last line that says something. */
function quote(words: readonly string[]): string | undefined {
  const said =
    words.findLast((line) => UNCAUGHT.test(line)) ?? words.findLast((line) => /[\p{L}\d]/u.test(line))
  return said && JSON.stringify(said.trim().slice(0, LONGEST_QUOTE))
}
