import type { ServerResponse } from 'node:http'
import { setAnswerHeaders } from './answer-headers.ts'

/** Text as it may stand in HTML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The studio's colours, for pages that are written here and load nothing. */
const STYLE = `
:root { color-scheme: light dark; --page: #f5f4f0; --panel: #ffffff; --line: #e5e2db; --text: #22242a;
  --muted: #5c606a; --sunk: #f6f5f2; --accent: #3d4bb8; --yellow: #f5d576; --edge: #a18200 }
@media (prefers-color-scheme: dark) { :root { --page: #17191e; --panel: #1e2127; --line: #30343d; --text: #eceae5;
  --muted: #a7abb5; --sunk: #191b20; --accent: #98a3f7; --yellow: #6e5001; --edge: #c0983a } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/24px "Inter Variable", Inter, "Segoe UI", "Noto Sans", system-ui, sans-serif }
code, pre { font-family: "JetBrains Mono", "Cascadia Code", "DejaVu Sans Mono", ui-monospace, monospace; font-size: 14px }
a { color: var(--accent) }
h1 { font-size: 22px; line-height: 28px; font-weight: 600; margin: 0 0 8px }
.card { max-width: 480px; margin: 16vh auto 0; padding: 32px; background: var(--panel);
  border: 1px solid var(--line); border-radius: 14px }
.card svg { display: block; margin-bottom: 20px; fill: var(--yellow); stroke: var(--edge); stroke-width: 1.5 }
.card p { margin: 0 0 12px; color: var(--muted) }
.card p:last-child { margin-bottom: 0 }
.card pre { margin: 0 0 12px; padding: 12px 16px; background: var(--sunk); border: 1px solid var(--line);
  border-radius: 6px; overflow-x: auto }
@media (max-width: 520px) { .card { margin: 24px 16px } }
`

/** A whole page of HTML without scripts. `body` is HTML, `title` is text. */
export const pageOf = (title: string, body: string, style = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}${style}</style></head><body>${body}</body></html>
`

/** `form`: it may send its form to where it came from; `docs`: it may load the studio's faces. */
export function sendPage(
  response: ServerResponse,
  status: number,
  html: string,
  kind: 'page' | 'form' | 'docs' = 'page',
): void {
  setAnswerHeaders(response, kind)
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
  response.end(html)
}

/** A start block, as the palette draws it. */
const BLOCK = `<svg width="108" height="56" viewBox="-2 -18 148 76" aria-hidden="true"><path d="M0 0c20 -21.33 76 -21.33 96 0H140a4 4 0 0 1 4 4V44a4 4 0 0 1 -4 4H44c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H4a4 4 0 0 1 -4 -4Z"/></svg>`

const card = (title: string, body: string) =>
  pageOf(`${title} · Blockloom`, `<main class="card">${BLOCK}<h1>${escapeHtml(title)}</h1>${body}</main>`)

export const signInPage = (): string =>
  card(
    'Open the link from the terminal',
    `<p>Blockloom runs here, but this browser is not signed in yet. Where it was started, it printed a link
that lets one browser in, once, within ten minutes.</p><p>No link at hand? Stop Blockloom there and start it again:</p>
<pre>blockloom serve</pre><p>Your flows and runs stay as they are.</p>`,
  )

export const usedLinkPage = (): string =>
  card(
    'This link was used already',
    `<p>Each sign-in link lets one browser in, once, and only for ten minutes.</p>
<p>Start Blockloom again for a new one:</p><pre>blockloom serve</pre><p><a href="/">Back to the studio</a></p>`,
  )

export const notBuiltPage = (): string =>
  card(
    'The studio is not built yet',
    '<p>Its files are missing. Build them where Blockloom lies, then reload this page:</p><pre>npm run build</pre>',
  )
