import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '#shared/contract'
import { REST } from './rest.ts'

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'urn:blockloom: and the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what happened and where, in one sentence' },
    code: { type: 'string', description: 'stable; the same on every way into Blockloom' },
    fix: { type: 'string', description: 'what to do' },
    retryable: { type: 'boolean' },
    problems: {
      type: 'array',
      items: { type: 'object' },
      description: 'every wrong place, where there are several',
    },
    details: { type: 'object' },
  },
} as const

/** The REST API as OpenAPI 3.1, made from the contract. */
export async function makeOpenApiDocument(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: {
      title: 'Blockloom',
      version,
      description:
        'Flows, their runs, and what is around them. Every error is an RFC 9457 problem document with a stable code.',
    },
    servers: [{ url: REST }],
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'blockloom tokens create NAME' },
      },
    },
    filter: ({ contract: operation }) => operation['~orpc'].route.path !== undefined,
  })
  return withProblems(withTags(document))
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const
type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]>[(typeof METHODS)[number]]

/** Calls `change` with every operation of the document and gives the document back. */
export function eachOperation(
  document: OpenApiDocument,
  look: (operation: NonNullable<Operation>, method: string, path: string) => void,
): OpenApiDocument {
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const method of METHODS) {
      const operation = item?.[method]
      if (operation) look(operation, method, path)
    }
  return document
}

const withTags = (document: OpenApiDocument) =>
  eachOperation(document, (operation, _method, path) => {
    operation.tags = [operation.operationId?.split('.')[0] ?? path]
  })

/** Errors are the same document everywhere, whatever their status. */
const withProblems = (document: OpenApiDocument) =>
  eachOperation(document, (operation) => {
    const kept = Object.entries(operation.responses ?? {}).filter(([status]) => Number(status) < 400)
    operation.responses = {
      ...Object.fromEntries(kept),
      default: {
        description: 'what went wrong, as a problem document',
        content: { 'application/problem+json': { schema: PROBLEM as never } },
      },
    }
  })
