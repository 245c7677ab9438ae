import type { ServerOptions } from 'node:http'

/**
 * What connections may cost, whoever makes them: headers that do not arrive, or are endless, end only their own.
 * Times in ms.
 */
export const HTTP_LIMITS: ServerOptions = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16 * 1024,
}
