import { eachOperation, type OpenApiDocument } from './openapi-document.ts'
import { escapeHtml, pageOf } from './plain-page.ts'

const STYLE = `
body { max-width: 880px; margin: 0 auto; padding: 48px 24px 96px }
h2 { font-size: 18px; line-height: 24px; margin: 40px 0 8px }
.lead { color: var(--muted); margin: 0 0 8px }
details { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; margin: 8px 0 }
summary { display: flex; gap: 12px; align-items: baseline; flex-wrap: wrap; padding: 10px 16px; cursor: pointer }
summary .what { color: var(--muted) }
.method { font: 600 12px/20px "JetBrains Mono", ui-monospace, monospace; min-width: 52px }
.inside { padding: 0 16px 16px; border-top: 1px solid var(--line) }
h3 { font-size: 13px; line-height: 20px; color: var(--muted); font-weight: 600; margin: 16px 0 4px }
pre { margin: 0; padding: 12px 16px; background: var(--sunk); border: 1px solid var(--line); border-radius: 6px;
  overflow-x: auto; font-size: 13px; line-height: 20px }
table { border-collapse: collapse } td { padding: 2px 16px 2px 0; vertical-align: top }
`

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  const?: unknown
  additionalProperties?: Schema | boolean
  description?: string
}
type Operation = Parameters<Parameters<typeof eachOperation>[1]>[0]

/**
 * The API for people: a page made of the OpenAPI document, without scripts and without anything from outside.
 * @param fonts rules for the studio's faces
 */
export function docsPage(document: OpenApiDocument, fonts: string): string {
  const groups = new Map<string, string[]>()
  eachOperation(document, (operation, method, path) => {
    const tag = operation.tags?.[0] ?? ''
    groups.set(tag, [...(groups.get(tag) ?? []), section(operation, method, path)])
  })
  const body = [...groups].map(([tag, parts]) => `<h2>${escapeHtml(tag)}</h2>${parts.join('')}`).join('')
  return pageOf('Blockloom API', `<main>${head(document)}${body}</main>`, fonts + STYLE)
}

const head = ({ info, servers }: OpenApiDocument) => `<h1>Blockloom API ${escapeHtml(info.version)}</h1>
<p class="lead">${escapeHtml(info.description ?? '')}</p>
<p class="lead">Every path below begins with <code>${escapeHtml(servers?.[0]?.url ?? '')}</code>. For programs:
<a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<h2>Sign in</h2><pre>blockloom tokens create "my program"
curl -H "Authorization: Bearer blm_..." http://127.0.0.1:4321/api/v1/flows</pre>
<h2>When something is wrong</h2><pre>${escapeHtml(
  JSON.stringify(
    {
      type: 'urn:blockloom:flow.not-found',
      title: 'Flow not found',
      status: 404,
      detail: 'what happened and where',
      code: 'flow.not-found',
      fix: 'what to do',
    },
    null,
    2,
  ),
)}</pre>`

const section = (operation: Operation, method: string, path: string) => `<details>
<summary><span class="method">${method.toUpperCase()}</span><code>${escapeHtml(path)}</code>
<span class="what">${escapeHtml(operation.summary ?? '')}</span></summary>
<div class="inside">${parameters(operation)}${bodyOf('Body', operation.requestBody)}${answers(operation)}</div></details>`

function parameters({ parameters = [] }: Operation): string {
  const rows = parameters.flatMap((one) =>
    'name' in one
      ? [
          `<tr><td><code>${escapeHtml(one.name ?? '')}</code></td><td>${one.in}${one.required ? ', needed' : ''}</td>
<td><code>${escapeHtml(shape(one.schema as Schema))}</code></td></tr>`,
        ]
      : [],
  )
  return rows.length > 0 ? `<h3>Parameters</h3><table>${rows.join('')}</table>` : ''
}

const answers = ({ responses = {} }: Operation): string =>
  Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, answer]) => bodyOf(`Answer ${status}`, answer))
    .join('')

function bodyOf(title: string, holder: unknown): string {
  const content = (holder as { content?: Record<string, { schema?: Schema }> } | undefined)?.content
  const schema = content?.['application/json']?.schema
  return schema ? `<h3>${title}</h3><pre>${escapeHtml(shape(schema))}</pre>` : ''
}

/** A schema in a few words, as TypeScript would write it. */
function shape(schema: Schema, indent = ''): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema.const)
  const parts = schema.anyOf ?? schema.allOf
  if (parts) return parts.map((part) => shape(part, indent)).join(schema.anyOf ? ' | ' : ' & ')
  if (schema.properties) return fields(schema, indent)
  if (schema.type === 'array') return `[${shape(schema.items ?? {}, indent)}]`
  if (typeof schema.additionalProperties === 'object')
    return `{ [name]: ${shape(schema.additionalProperties, indent)} }`
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any')
  return schema.description ? `${type} (${schema.description})` : type
}

function fields({ properties = {}, required = [] }: Schema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(
    ([name, value]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${shape(value, inner)}`,
  )
  return lines.length > 0 ? `{\n${lines.join('\n')}\n${indent}}` : '{}'
}
