/**
 * The studio beside the editors of Node-RED and n8n, in one run on one machine, round by round: 500 and 1,000 blocks
 * opened and panned in a fresh Chromium of the same size. Theirs are measured by the peers' own script, as each opens
 * by itself: n8n shows all blocks at once, Node-RED and the studio a part of them. n8n only where it is installed.
 * PEERS_BENCH=folder of editor.mjs PEERS_DIR=folder with nodered/, tools/ and maybe n8n/ node bench/compare-editors.ts  (after: npm run build)
 */
import { chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, findChromium } from '../tests/support/find-chromium.ts'
import { conditions, keep } from './measure.ts'
import { bigFlow } from './support/big-flow.ts'
import { compared } from './support/comparison.ts'
import { findPeers, hasN8n, measureEditor, numberAt, type PeerAnswer } from './support/peers.ts'
import { serveBuilt } from './support/served-host.ts'
import { heap, open, pan, scriptsSent, watch } from './support/studio-page.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SIZES = [500, 1000]

const peers = findPeers(process.env)
if (typeof peers === 'string') {
  console.error(peers)
  process.exit(2)
}

type Ours = { openMs: number; panFps: number; heapMb: number; sentMb: number }

/** A host and a browser of its own, as the peers' script does it. */
async function ours(blocks: number): Promise<Ours> {
  const host = await serveBuilt()
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
  try {
    const url = `${host.url}/#/flows/${await host.keep(bigFlow(`Big ${blocks}`, blocks))}`
    const page = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage()
    await page.goto(host.signInLink)
    const sentMb = await scriptsSent(page, url)
    const openMs = await open(page, url)
    const heapMb = await heap(page)
    const { fps: panFps } = await watch(page, () => pan(page))
    return { openMs, panFps, heapMb, sentMb }
  } finally {
    await browser.close()
    await host.stop()
  }
}

const others = ['node-red', ...(hasN8n(peers) ? (['n8n'] as const) : [])] as const
const rows = []
for (const blocks of SIZES) {
  const our: Ours[] = []
  const their = new Map<string, PeerAnswer[]>(others.map((peer) => [peer, []]))
  for (let i = 0; i < ROUNDS; i++) {
    console.error(`# ${blocks} blocks, round ${i + 1} of ${ROUNDS}`)
    if (i % 2 === 1) our.push(await ours(blocks))
    for (const peer of others) their.get(peer)?.push(measureEditor(peers, peer, blocks))
    if (i % 2 === 0) our.push(await ours(blocks))
  }
  for (const [peer, answers] of their) {
    const name = answers[0]?.peer ?? peer
    const theirs = (path: string) => answers.map((answer) => numberAt(answer, path))
    rows.push(
      compared(`${blocks} blocks beside ${name}: open to interactive`, 'ms', {
        theirs: theirs('tti_ms'),
        ours: our.map(({ openMs }) => openMs),
        target: { atMost: blocks === 500 ? 800 : 1000 },
      }),
      compared(`${blocks} blocks beside ${name}: pan`, 'frames/s', {
        theirs: theirs('pan_fps'),
        ours: our.map(({ panFps }) => panFps),
        target: { atLeast: blocks === 500 ? 55 : 50 },
      }),
      compared(`${blocks} blocks beside ${name}: JS heap`, 'MB', {
        theirs: theirs('heap_mb'),
        ours: our.map(({ heapMb }) => heapMb),
        target: { atMost: 60 },
      }),
      compared(`${blocks} blocks beside ${name}: JS sent, unpacked`, 'MB', {
        theirs: theirs('js_mb_decoded'),
        ours: our.map(({ sentMb }) => sentMb),
        target: { atMost: 1.5 },
      }),
    )
  }
}
keep('compare-editors', rows, conditions())
for (const row of rows) console.log(JSON.stringify(row))
