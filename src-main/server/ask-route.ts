import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '#shared/error'
import type { AskDoor } from '../api/ask-door.ts'
import { noQuestionPage, notOpenPage, questionPage } from './ask-page.ts'
import { sendPage } from './plain-page.ts'
import { readForm } from './read-body.ts'

export const ASK = '/ask/'

/** Bytes of a form: a long text, with every sign of it written as three or more. */
const MOST = 1024 * 1024

/**
 * `GET` and `POST /ask/TOKEN`. Looking never answers: mail programs look at links by themselves. Nobody has to be signed
 * in, and no cookie counts here: the token is all there is, so another site's page can do nothing that it could not do
 * without the browser.
 */
export async function askRoute(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  door: AskDoor,
): Promise<void> {
  const token = url.pathname.slice(ASK.length)
  response.setHeader('x-robots-tag', 'noindex')
  if (request.method === 'POST') return answer(request, response, token, door)
  if (request.method !== 'GET' && request.method !== 'HEAD') throw wrongMethod(response)
  await show(response, token, door, { own: url.searchParams.has('sent') })
}

type Showing = { own: boolean; status?: number; wrong?: { error: AppError; given: string } }

async function show(response: ServerResponse, token: string, door: AskDoor, how: Showing): Promise<void> {
  const { own, status = 200, wrong } = how
  const state = await door.look(token)
  if (!state) sendPage(response, 404, noQuestionPage())
  else if (state.is !== 'open') sendPage(response, status, notOpenPage(state, own))
  else
    sendPage(
      response,
      status,
      questionPage(
        state.question,
        Intl.DateTimeFormat().resolvedOptions().timeZone,
        wrong && { error: wrong.error.toJSON(), given: wrong.given },
      ),
      'form',
    )
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  door: AskDoor,
): Promise<void> {
  const given = (await readForm(request, MOST)).get('answer') ?? ''
  if (!(await door.look(token))) return sendPage(response, 404, noQuestionPage())
  try {
    await door.reply(token, given.replaceAll('\r\n', '\n'))
    // so that loading the page again sends nothing again
    response.writeHead(303, { location: `${ASK}${token}?sent` }).end()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'reply.does-not-fit')
      return show(response, token, door, { own: false, status: 422, wrong: { error, given } })
    if (error.code === 'question.answered' || error.code === 'question.closed')
      return show(response, token, door, { own: false, status: 409 })
    throw error
  }
}

function wrongMethod(response: ServerResponse): AppError {
  response.setHeader('allow', 'GET, HEAD, POST')
  return new AppError({
    code: 'api.wrong-method',
    message: 'A question is looked at with GET and answered with POST.',
    fix: 'Open the link in a browser.',
  })
}
