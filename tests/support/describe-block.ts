import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { runners } from '#blocks/runners'
import { type BlockDeclaration, checkCatalogOf, configProblems, sentenceFaults } from '#shared/block'
import { AppError, type AppErrorShape, type Problem } from '#shared/error'
import {
  type Block,
  type BlockOptions,
  checkFlow,
  type FlowDocument,
  formatFlow,
  type Json,
  type JsonObject,
  type Link,
} from '#shared/flow'
import type { RecordingDesktop } from './recording-desktop.ts'
import { type FlowRunner, type Ordered, openFlowRunner, readFlow } from './run-flow.ts'

type Ended = Awaited<ReturnType<FlowRunner['run']>>
/** Blocks under a mouth, one below the other. */
export type Inside = Readonly<Record<string, readonly Pick<Block, 'type' | 'config'>[]>>

/** What a block's test works with: the real engine, real files, a home folder of each test's own. */
export type BlockBench = {
  /** what `~` stands for in this test */
  home(...way: string[]): string
  /** a flow of Run and this block, run once */
  run(config: JsonObject, input?: Json, inside?: Inside, options?: BlockOptions): Promise<Ended>
  /** the value that left it; the run must succeed */
  output(config: JsonObject, input?: Json, inside?: Inside): Promise<Json | undefined>
  /** the error it failed with, or what keeps it from being run at all */
  failure(config: JsonObject, input?: Json, inside?: Inside): Promise<AppErrorShape>
  /** fixtures/NAME.flow.json, run once */
  fixture(name: string, ordered?: Ordered): Promise<Ended>
  /** what the block did on the desktop */
  readonly desktop: RecordingDesktop
}

/**
 * Tests a block type: what every block must be (its declaration, papers, examples and fixtures), then what is its own.
 * @param folder the block's own folder: `import.meta.dirname`
 */
export function describeBlock(
  declaration: BlockDeclaration,
  folder: string,
  own: (bench: BlockBench) => void,
): void {
  describe(declaration.type, () => {
    let place: string
    let runner: FlowRunner
    beforeAll(async () => {
      place = mkdtempSync(join(tmpdir(), 'blockloom-block-'))
      runner = await openFlowRunner(join(place, 'home'))
    })
    afterAll(async () => {
      await runner?.close()
      rmSync(place, { recursive: true, force: true })
    })
    const home = (...way: string[]) => join(place, 'home', ...way)
    beforeEach(() => void rmSync(home(), { recursive: true, force: true }))

    const bench = makeBench(declaration, folder, home, () => runner)
    describePapers(declaration, folder)
    describeExamples(declaration, bench)
    own(bench)
  })
}

function makeBench(
  declaration: BlockDeclaration,
  folder: string,
  home: BlockBench['home'],
  runner: () => FlowRunner,
): BlockBench {
  const run: BlockBench['run'] = (config, input = null, inside = {}, options = undefined) =>
    runner().run(flowAround(declaration, config, inside, options), { input })
  return {
    home,
    run,
    get desktop() {
      return runner().desktop
    },
    async output(...given) {
      const ended = await run(...given)
      expect(ended.error).toBeUndefined()
      expect(ended.status).toBe('succeeded')
      return ended.output
    },
    async failure(...given) {
      const { status, error } = await run(...given).catch(refused)
      expect(status).toBe('failed')
      expect(error?.message).toMatch(/[.!?"]$/)
      return error as AppErrorShape
    },
    fixture: (name, ordered) =>
      runner().run(readFlow(join(folder, 'fixtures', `${name}.flow.json`)), ordered),
  }
}

/** A flow with a wrong field is not run: what is said of the field is what its run would have failed with. */
function refused(thrown: unknown): { status: 'failed'; error: AppErrorShape } {
  const problems = thrown instanceof AppError ? (thrown.details.problems as Problem[] | undefined) : undefined
  const first = problems?.find(({ severity }) => severity === 'error')
  if (!first) throw thrown
  const { code, message, fix, path = '' } = first
  const field = /^config\.([^.[]+)/.exec(path)?.[1]
  return { status: 'failed', error: { code, message, fix, details: { field } } }
}

/** Run, then the block, with blocks in its mouths. */
function flowAround(
  { type, version }: BlockDeclaration,
  config: JsonObject,
  inside: Inside,
  options?: BlockOptions,
): FlowDocument {
  const blocks: Block[] = []
  const links: Link[] = []
  const add = (from: string | null, out: string, type: string, config: JsonObject): string => {
    const id = `b${blocks.length + 1}`
    blocks.push({
      id,
      type,
      version: catalog.get(type)?.version ?? version,
      name: `Block ${blocks.length + 1}`,
      config,
    })
    if (from !== null) links.push({ from, out, to: id })
    return id
  }
  const isHat = type === 'start/manual'
  const start = add(null, '', 'start/manual', isHat ? config : {})
  const block = isHat ? start : add(start, 'next', type, config)
  if (options) Object.assign(blocks.find(({ id }) => id === block) as Block, { options })
  for (const [mouth, stack] of Object.entries(inside)) {
    let [from, out] = [block, mouth]
    for (const one of stack) [from, out] = [add(from, out, one.type, one.config), 'next']
  }
  return { format: 1, name: 'Test', blocks, links }
}

function describePapers(declaration: BlockDeclaration, folder: string): void {
  test('has its papers: a place in the catalog, a page, an icon, a sentence', () => {
    const { type, category, engine, title } = declaration
    expect(catalog.get(type)).toBe(declaration)
    expect(folder.replaceAll('\\', '/').endsWith(`/blocks/${type}`)).toBe(true)
    expect(type.startsWith(`${category}/`)).toBe(true)
    expect(runners.has(type)).toBe(!engine)
    expect(sentenceFaults(declaration)).toEqual([])
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(new RegExp(`^# ${title}\n`))
    const icon = readFileSync(join(folder, 'icon.svg'), 'utf8')
    expect(icon).toContain('viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"')
    expect(icon.match(/#[0-9a-f]{3,6}|<script|style=/gi)).toBeNull()
  })

  test('has fixtures: flows without problems, written as the studio writes them', () => {
    const paths = globSync('fixtures/*.flow.json', { cwd: folder })
    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) {
      const flow = readFlow(join(folder, path))
      expect(flow.blocks.map((block) => block.type)).toContain(declaration.type)
      expect(checkFlow(flow, checkCatalogOf(catalog))).toEqual([])
      expect(formatFlow(flow)).toBe(readFileSync(join(folder, path), 'utf8'))
    }
  })
}

function describeExamples(declaration: BlockDeclaration, bench: BlockBench): void {
  test.each(declaration.examples.map((example) => [JSON.stringify(example.config), example] as const))(
    'example %s has a good config, and gives what it says',
    async (_title, { config, input, output }) => {
      expect(configProblems(declaration, config)).toEqual([])
      // examples that show other people's files and addresses are run by the block's own tests
      const isOwn = ['files', 'web'].includes(declaration.category)
      if (output !== undefined && !isOwn) expect(await bench.output(config, input)).toEqual(output)
    },
  )
}
