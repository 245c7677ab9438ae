/**
 * What expressions cost, once compiled. One JSON line a measure: microseconds each, as min, median and max
 * of the rounds. Also written to bench/results/expression.jsonl.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { compileConfig, createEvaluator, parseText } from '#shared/expression'
import { openEvaluator, readWasm, scopeOf } from '../tests/support/open-evaluator.ts'

const ROUNDS = 7
const list = Array.from({ length: 1000 }, (_, id) => ({ id, name: `name ${id}`, price: id * 1.5 }))
const input = { count: 3, name: 'Ann', user: { name: 'Ben' }, list }
const scope = scopeOf({ input, vars: { factor: 2 } })
const evaluator = await openEvaluator()
const lines: string[] = []

function report(measure: string, unit: string, values: number[], target?: number): void {
  const sorted = values.toSorted((a, b) => a - b)
  const round = (value: number | undefined) => Number((value ?? Number.NaN).toFixed(3))
  const line = {
    measure,
    unit,
    min: round(sorted[0]),
    median: round(sorted[sorted.length >> 1]),
    max: round(sorted.at(-1)),
    rounds: sorted.length,
    ...(target !== undefined && { target }),
  }
  lines.push(JSON.stringify(line))
  console.log(lines.at(-1))
}

/** Rounds of `times` calls each, after one round to warm up. */
function measure(name: string, times: number, work: () => void, target?: number): void {
  const values: number[] = []
  for (let round = -1; round < ROUNDS; round++) {
    const start = performance.now()
    for (let i = 0; i < times; i++) work()
    if (round >= 0) values.push(((performance.now() - start) * 1000) / times)
  }
  report(name, 'us', values, target)
}

function measureText(name: string, times: number, text: string, target?: number): void {
  const template = parseText(text)
  measure(name, times, () => evaluator.evaluateText(template, scope), target)
}

measureText('plain path', 500_000, '{{ input.user.name }}', 1)
measureText('plain path in a text', 500_000, 'Hello {{ input.user.name }}!', 1)
measureText('scalar: number', 200_000, '{{ input.count * vars.factor + 1 }}', 5)
measureText('scalar: condition', 200_000, '{{ input.count > 2 && input.name === "Ann" }}', 5)
measureText('scalar: text', 200_000, '{{ input.name.toUpperCase() + "!" }}', 5)
measureText('optional chain with a default', 200_000, '{{ input.zip?.code ?? "none" }}', 5)
measureText('missing, asked for first', 20_000, '{{ input.zip && input.zip.code }}')
measureText('small object out', 50_000, '{{ ({ name: input.name, total: input.count * 2 }) }}')
measureText('formatDate(now(), ...)', 10_000, '{{ formatDate(now(), "yyyy-MM-dd") }}')
measureText(
  'list of 1,000 objects in, filtered and mapped',
  50,
  '{{ input.list.filter(x => x.price > 700).map(x => x.name) }}',
)

const config = {
  url: 'https://example.org/{{ input.count }}',
  headers: [{ name: 'a', value: '{{ input.name }}' }],
  method: 'GET',
}
measure('config with two paths', 200_000, () => evaluator.evaluateConfig(config, scope))
const constant = { url: 'https://example.org/', headers: [{ name: 'a', value: 'b' }], method: 'GET' }
measure('config without expressions', 500_000, () => evaluator.evaluateConfig(constant, scope))
measure('parse a text with one expression', 5_000, () => parseText('{{ input.count * vars.factor + 1 }}'))
measure('read a config for the first time', 5_000, () => compileConfig({ ...config }))

const opened: number[] = []
for (let round = 0; round < 5; round++) {
  const start = performance.now()
  const one = await createEvaluator({ loadWasm: readWasm, deadline: () => performance.now() })
  await one.ready()
  opened.push(performance.now() - start)
  one.dispose()
}
report('open a sandbox, from bytes', 'ms', opened)

const results = join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
const machine = JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, cpus: cpus().length })
writeFileSync(join(results, 'expression.jsonl'), `${[machine, ...lines].join('\n')}\n`)
