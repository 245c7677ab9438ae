import type { ConfigOf } from '#shared/block'
import type { request } from './block.ts'

/** What the block runs with. */
export type RequestConfig = ConfigOf<(typeof request)['fields']>
