import { flows } from './flows.ts'
import { runs } from './runs.ts'
import { folders, system, templates, tokens } from './system.ts'

/** Every operation, once. IPC, WebSocket, REST, OpenAPI and the typed client are made from this. */
export const contract = { flows, runs, tokens, folders, templates, system }

export type { Permission } from './operation.ts'
export type { FlowDraft, FlowSummary, RunNews, Token } from './shapes.ts'
