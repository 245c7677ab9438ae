import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { blockloom } from '../support/blockloom-command.ts'
import { textsUnder } from '../support/mixed-folder.ts'
import { type Desktop, dropHome, electronBinary, launchDesktop, makeHome } from './launch-desktop.ts'

let home: string
let desktop: Desktop

test.beforeEach(async () => {
  home = makeHome()
  desktop = await launchDesktop(home)
})
test.afterEach(async () => {
  await desktop.quit().catch(() => {})
  dropHome(home)
})

const heading = () => desktop.page.getByRole('heading', { name: 'What should your computer do for you?' })

test('the window shows the studio, reached over its port, and runs a flow', async () => {
  const { page } = desktop
  await expect(heading()).toBeVisible()
  const folder = join(home, 'files')
  mkdirSync(folder)
  for (const name of ['a.jpg', 'b ü.pdf']) writeFileSync(join(folder, name), name)
  await page.getByRole('button', { name: 'Look at templates' }).click()
  await page.getByRole('button', { name: /use/i }).first().click()
  await page.getByRole('textbox').fill(folder)
  await page.getByRole('button', { name: 'Make the flow' }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => textsUnder(folder)).toEqual(['a.jpg', 'b ü.pdf'])
  await expect.poll(() => readdirSync(folder).sort()).toEqual(['Documents', 'Images'])
})

test('a reload gets a port of its own and goes on', async () => {
  await expect(heading()).toBeVisible()
  await desktop.page.reload()
  await expect(heading()).toBeVisible()
  await desktop.page.getByRole('button', { name: 'Start empty' }).click()
  await expect(desktop.page).toHaveURL(/#\/flows\/flw_/)
})

test('the page has nothing of Node or Electron but the word that it is on the desktop', async () => {
  const has = await desktop.page.evaluate(() => ({
    require: 'require' in globalThis,
    process: 'process' in globalThis,
    blockloom: JSON.stringify((globalThis as { blockloom?: unknown }).blockloom),
  }))
  expect(has).toEqual({ require: false, process: false, blockloom: '{"host":"desktop"}' })
})

test('the page may not run inline scripts, nor reach anything outside', async () => {
  await expect(heading()).toBeVisible()
  const ran = await desktop.page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.ran = true'
    document.body.append(script)
    const reached = await fetch('https://example.org').then(
      () => true,
      () => false,
    )
    return { ran: 'ran' in globalThis, reached }
  })
  expect(ran).toEqual({ ran: false, reached: false })
})

test('navigation and new windows are refused', async () => {
  await expect(heading()).toBeVisible()
  const before = desktop.page.url()
  await desktop.page.evaluate(() => {
    window.open('https://example.org/x')
    location.href = 'http://127.0.0.1:1/'
  })
  await desktop.page.waitForTimeout(500)
  expect(desktop.page.url()).toBe(before)
  await expect(heading()).toBeVisible()
})

test('a second start brings the first window to the front and ends', async () => {
  await expect(heading()).toBeVisible()
  expect(await desktop.startAgain()).toBe(0)
  await expect.poll(() => desktop.ask<number>('focused')).toBeGreaterThan(0)
  await expect(heading()).toBeVisible()
})

test('the window remembers its place', async () => {
  await expect(heading()).toBeVisible()
  await desktop.quit()
  const place = JSON.parse(readFileSync(join(home, 'window', 'window.json'), 'utf8'))
  expect(place).toMatchObject({ width: expect.any(Number), height: expect.any(Number), maximized: false })
})

test('it ends clean, and the next start finds everything', async () => {
  await desktop.page.getByRole('button', { name: 'Start empty' }).click()
  await expect(desktop.page).toHaveURL(/#\/flows\/flw_/)
  const url = desktop.page.url()
  expect(await desktop.quit()).toBe(0)
  expect(desktop.words()).toBe('')
  desktop = await launchDesktop(home)
  await desktop.page.goto(url).catch(() => {})
  await expect(desktop.page.getByText('when I press Run').first()).toBeVisible()
})

test.describe('told by the stand-in', () => {
  test.skip(electronBinary() !== undefined, "Electron's own binary is here: it does these itself")

  test('the window is made with every guard on', async () => {
    await expect(heading()).toBeVisible()
    const [made] = await desktop.ask<Record<string, unknown>[]>('webPreferences')
    expect(made).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  test('permission requests are denied', async () => {
    await expect(heading()).toBeVisible()
    expect(await desktop.ask('permission')).toEqual([false, false, false])
  })

  test('there is a menu, and only mail and secure addresses leave for the browser', async () => {
    await expect(heading()).toBeVisible()
    expect(await desktop.ask('menuLabels')).toContain('File')
    await desktop.page.evaluate(() => {
      window.open('https://example.org/a')
      window.open('file:///etc/passwd')
      window.open('javascript:alert(1)')
    })
    await expect.poll(() => desktop.ask('opened')).toEqual(['https://example.org/a'])
  })
})

test('code runs in a utility process of its own, and an endless loop is ended with it', async () => {
  await expect(heading()).toBeVisible()
  const run = (code: string) => {
    const file = join(home, 'code.flow.json')
    writeFileSync(file, JSON.stringify(flowOfCode(code)))
    return blockloom(['run', file], { home })
  }
  const made = await run('return { pid: process.pid, held: process.permission !== undefined, sum: 6 * 7 }')
  expect(made.err).toBe('')
  const { pid, sum } = JSON.parse(made.out) as { pid: number; sum: number }
  expect(sum).toBe(42)
  expect(pid).not.toBe(process.pid)
  for (const code of [
    'return require("fs")',
    'return process.binding("fs")',
    'return (await fetch("http://127.0.0.1:1")).status',
  ])
    expect((await run(code)).err).toMatch(/The code may not|restricted/)
  expect((await run('for (;;);')).err).toContain('took longer than 1000 ms')
  expect((await run('return input')).code).toBe(0)
  expect(await desktop.quit()).toBe(0)
  expect(() => process.kill(pid, 0)).toThrow()
})

test('a question comes as a notification; pressing it opens the run, where it is answered', async () => {
  test.skip(electronBinary() !== undefined, 'on the real desktop nobody presses it')
  await expect(heading()).toBeVisible()
  const file = join(home, 'asks.flow.json')
  writeFileSync(file, JSON.stringify(flowThatAsks))
  const run = blockloom(['run', file], { home })
  await expect.poll(() => desktop.ask('notified')).toEqual([{ title: 'Asks', body: 'Go on?' }])
  await desktop.ask('press')
  await expect(desktop.page).toHaveURL(/#\/runs\/run_/)
  await desktop.page.getByRole('button', { name: 'Yes' }).click()
  expect(await run).toMatchObject({ code: 0, out: 'true\n' })
  expect(await desktop.ask('focused')).toBe(1)
})

const flowThatAsks = {
  format: 1,
  name: 'Asks',
  blocks: [
    { id: 'b1', type: 'start/manual', version: 1, name: 'Run', config: {} },
    { id: 'b2', type: 'control/ask', version: 1, name: 'Ask', config: { question: 'Go on?' } },
  ],
  links: [{ from: 'b1', out: 'next', to: 'b2' }],
}

const flowOfCode = (code: string) => ({
  format: 1,
  name: 'Code',
  blocks: [
    { id: 'b1', type: 'start/manual', version: 1, name: 'Run', config: {} },
    { id: 'b2', type: 'data/code', version: 1, name: 'Code', config: { code }, options: { timeout: '1s' } },
  ],
  links: [{ from: 'b1', out: 'next', to: 'b2' }],
})
