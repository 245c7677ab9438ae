import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import { runners } from '#blocks/runners'
import { type FlowDocument, type Json, parseFlow } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { createRuntime } from '../../src-main/runtime/runtime.ts'
import { openStore } from '../../src-main/store/open-store.ts'
import { launchChild } from '../../src-main/workers/child-launch.ts'
import { codeRunner } from '../../src-main/workers/code-runner.ts'
import { runProgram } from '../../src-main/workers/run-program.ts'
import { openPool } from '../../src-main/workers/worker-pool.ts'
import { workerScript } from '../../src-main/workers/worker-script.ts'
import { makeDigest } from '../../src-main/world/make-digest.ts'
import { makeFiles } from '../../src-main/world/make-files.ts'
import { makeHttp } from '../../src-main/world/make-http.ts'
import { makeIds } from '../../src-main/world/make-ids.ts'
import { systemClock } from '../../src-main/world/system-clock.ts'
import { systemDice } from '../../src-main/world/system-dice.ts'
import { systemFacts } from '../../src-main/world/system-facts.ts'
import { openEvaluator } from './open-evaluator.ts'
import { type RecordingDesktop, recordingDesktop } from './recording-desktop.ts'

export type Ordered = { input?: Json; variables?: Record<string, Json> }
export type FlowRunner = {
  /** a flow without an id is another one each time */
  run(
    flow: FlowDocument,
    ordered?: Ordered,
  ): Promise<Pick<RunSummary, 'status' | 'output' | 'error' | 'steps'>>
  /** what the flows did on the desktop */
  readonly desktop: RecordingDesktop
  close(): Promise<void>
}

/** The flow in a file, as the command line reads it. */
export const readFlow = (path: string): FlowDocument => parseFlow(readFileSync(path)).document

/**
 * The real engine with its real store in a folder of its own: journal on disk, the machine's clock, files and web.
 * @param home what `~` stands for
 */
export async function openFlowRunner(home: string): Promise<FlowRunner> {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-runner-'))
  const clock = systemClock
  const desktop = recordingDesktop()
  const ids = makeIds(clock)
  const store = openStore({ folder, clock, ids })
  const evaluator = await openEvaluator()
  const pool = openPool({ clock, launch: launchChild({ script: workerScript(), now: clock.monotonic }) })
  // the servers of tests are on this machine, and their addresses are known only when they run
  const web = makeHttp({ env: {}, addresses: () => ['public', 'named', '127.0.0.1'] })
  const runtime = createRuntime({
    ...store,
    catalog,
    runners,
    evaluator,
    world: {
      files: (signal) => makeFiles({ home }, signal),
      http: web.http,
      openHttp: web.open,
      computer: (signal) => ({
        ...desktop,
        run: (order) => runProgram(order, signal),
        facts: () => systemFacts(clock.now()),
      }),
      digest: makeDigest,
      runCode: codeRunner(pool, home),
      zone: 'UTC',
    },
    clock,
    ids,
    dice: systemDice,
  })
  return {
    desktop,
    async run(document, ordered = {}) {
      const order = {
        flowId: document.id ?? ids.next('flw'),
        versionId: ids.next('ver'),
        document,
        ...ordered,
      }
      return runtime.ended(runtime.start(order))
    },
    async close() {
      await runtime.stop()
      await pool.close()
      await store.close()
      evaluator.dispose()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
