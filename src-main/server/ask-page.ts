import type { AppErrorShape } from '#shared/error'
import { sayAnswer } from '#shared/run'
import type { OpenQuestion, QuestionState } from '../api/ask-door.ts'
import { escapeHtml, pageOf } from './plain-page.ts'

/** Made for a thumb: what can be pressed is as wide as the card and 48 high. */
const STYLE = `
.ask { padding: 28px }
.ask .flow { margin: 0 0 8px; font-size: 14px; color: var(--muted) }
.ask h1 { margin: 0 0 20px; white-space: pre-wrap; overflow-wrap: anywhere }
.ask form { display: grid; gap: 12px }
.ask .two { grid-template-columns: 1fr 1fr }
.ask button, .ask input, .ask textarea { font: inherit; color: var(--text); width: 100%; min-height: 48px;
  padding: 10px 16px; border: 1px solid var(--edge-quiet); border-radius: 8px; background: var(--panel) }
.ask textarea { min-height: 120px; resize: vertical }
.ask button { font-weight: 500; cursor: pointer; overflow-wrap: anywhere }
.ask button:hover { border-color: var(--accent) }
.ask button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.ask :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.ask .wrong { margin: 0; padding: 10px 16px; border-radius: 8px; color: var(--text); background: var(--soft-red);
  border: 1px solid var(--red) }
.ask .until { margin: 16px 0 0; font-size: 14px; color: var(--muted) }
.ask .answer { margin: 0 0 12px; padding: 12px 16px; background: var(--sunk); border: 1px solid var(--line); border-radius: 8px;
  color: var(--text); white-space: pre-wrap; overflow-wrap: anywhere }
:root { --edge-quiet: #8b8f99; --on-accent: #ffffff; --soft-red: #fdecea; --red: #c43d34 }
@media (prefers-color-scheme: dark) { :root { --edge-quiet: #747985; --on-accent: #14161b; --soft-red: #3a1f1e; --red: #f08a80 } }
`

const page = (title: string, body: string): string =>
  pageOf(`${title} · Blockloom`, `<main class="card ask">${body}</main>`, STYLE)

/** The question, with what answers it. `wrong`: why the answer before was refused, and what it was. */
export function questionPage(
  question: OpenQuestion,
  zone: string,
  wrong?: { error: AppErrorShape; given: string },
): string {
  const { flowName, until } = question
  const due = until === undefined ? '' : `<p class="until">Answer by ${escapeHtml(sayTime(until, zone))}.</p>`
  return page(
    question.question.slice(0, 60),
    `<p class="flow">${escapeHtml(flowName)}</p><h1 id="q">${escapeHtml(question.question)}</h1>
<form method="post" aria-labelledby="q" autocomplete="off"${question.kind === 'yes-no' ? ' class="two"' : ''}>${
      wrong ? wrongBox(wrong.error) : ''
    }${fieldsOf(question, wrong?.given ?? '')}</form>${due}`,
  )
}

const wrongBox = ({ message, fix }: AppErrorShape): string =>
  `<p class="wrong" id="wrong" role="alert">${escapeHtml(`${message} ${fix ?? ''}`.trim())}</p>`

function fieldsOf({ kind, choices = [] }: OpenQuestion, given: string): string {
  const button = (value: string, words: string, main = false) =>
    `<button name="answer" value="${escapeHtml(value)}"${main ? ' class="main"' : ''}>${escapeHtml(words)}</button>`
  const send = '<button class="main">Send</button>'
  switch (kind) {
    case 'yes-no':
      return button('yes', 'Yes', true) + button('no', 'No')
    case 'choice':
      return choices.map((choice) => button(choice, choice)).join('')
    case 'number':
      return `<input name="answer" inputmode="decimal" required aria-labelledby="q" value="${escapeHtml(given)}">${send}`
    case 'text':
      return `<textarea name="answer" required aria-labelledby="q">\n${escapeHtml(given)}</textarea>${send}`
  }
}

const sayTime = (ms: number, zone: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(ms)} (${zone})`

/** What became of a question that is not open. `own`: the answer is the one that was just sent. */
export function notOpenPage(state: Exclude<QuestionState, { is: 'open' }>, own: boolean): string {
  if (state.is === 'closed')
    return page(
      'This question is closed',
      '<h1>This question is closed</h1><p>Its time ran out, or the flow that asked has ended. There is nothing to do.</p>',
    )
  const answer = `<p class="answer">${escapeHtml(sayAnswer(state.answer))}</p>`
  const flow = `<p class="flow">${escapeHtml(state.flowName)}</p>`
  return own
    ? page(
        'Thank you',
        `${flow}<h1>Thank you</h1>${answer}<p>Your answer is kept. You can close this page.</p>`,
      )
    : page(
        'Answered already',
        `${flow}<h1>This was answered already</h1>${answer}<p>The first answer counts. There is nothing to do.</p>`,
      )
}

export const noQuestionPage = (): string =>
  page(
    'No such question',
    '<h1>This link leads nowhere</h1><p>Perhaps a part of it was cut off. Open it again from the message it came in.</p>',
  )
