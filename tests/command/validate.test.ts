import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blockloom } from '../support/blockloom-command.ts'

let home: string
const write = (name: string, document: object): string => {
  const file = join(home, `${name}.flow.json`)
  writeFileSync(file, JSON.stringify({ format: 1, name, links: [], ...document }))
  return file
}
const hat = (type: string, config: object) => ({
  ...{ id: 'b1', type: `start/${type}`, version: 1, name: 'Begins', config },
})
const calls = (flow: string, id = 'b2') => ({
  ...{ id, type: 'control/call-flow', version: 1, name: `Call ${id}`, config: { flow } },
})

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'blockloom validate '))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a flow file that names flows is checked against those that are kept and those beside it', async () => {
  const data = join(home, 'data')
  const watch = write('watch', { blocks: [hat('flow-failed', { flows: ['Tax'] })] })
  const call = write('call', {
    id: 'flw_call',
    blocks: [hat('manual', {}), calls('flw_tax'), calls('flw_call', 'b3')],
  })
  const tax = write('Tax', { id: 'flw_tax', blocks: [hat('called', {})] })
  const validate = (...files: string[]) => blockloom(['flows', 'validate', ...files], { home: data })
  const missing = (await validate(watch)).out
  // nothing is known where nothing is kept
  expect(missing).toBe(`${watch}: good\n`)

  await blockloom(['flows', 'import', write('Other', { blocks: [hat('manual', {})] })], { home: data })
  const alone = await validate(watch, call)
  expect(alone.code).toBe(0)
  expect(alone.out).toContain(
    `${watch}: warning: "Begins" names the flow "Tax", and there is none here. Choose another one under "Flows", or bring that flow here first. (b1 config.flows[0])`,
  )
  expect(alone.out).toContain(`${call}: warning: "Call b2" names the flow "flw_tax", and there is none here.`)
  expect(alone.out.match(/warning: "Call/g)).toHaveLength(1)
  expect((await validate(watch, tax)).out).not.toContain('warning')

  await blockloom(['flows', 'import', tax], { home: data })
  expect((await validate(watch)).out).toBe(`${watch}: good\n`)
  const byName = write('by name', { blocks: [hat('manual', {}), calls('Tax')] })
  expect((await validate(byName)).out).toContain(
    'where its id is needed. Choose the flow in the studio, or write its id: flw_tax',
  )
})
