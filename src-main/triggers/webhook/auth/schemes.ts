import { allBytes, fromSeconds, headerText, type Scheme } from './signature.ts'

/** https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export const github: Scheme = {
  algorithm: 'sha256',
  headers: ['x-hub-signature-256', 'x-hub-signature'],
  read(headers) {
    const text = headerText(headers, 'x-hub-signature-256')
    if (!text?.startsWith('sha256=')) return null
    return { signatures: allBytes([text.slice(7)], 'hex'), before: '' }
  },
}

/** https://docs.stripe.com/webhooks/signature: `t=1492774577,v1=5257a8...,v1=...`; other versions count for nothing. */
export const stripe: Scheme = {
  algorithm: 'sha256',
  headers: ['stripe-signature'],
  read(headers) {
    const pairs = (headerText(headers, 'stripe-signature') ?? '').split(',').map((pair) => pair.trim())
    const t = pairs.find((pair) => pair.startsWith('t='))?.slice(2)
    if (t === undefined) return null
    const v1 = pairs.filter((pair) => pair.startsWith('v1=')).map((pair) => pair.slice(3))
    return { signatures: allBytes(v1, 'hex'), before: `${t}.`, at: fromSeconds(t) }
  },
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const slack: Scheme = {
  algorithm: 'sha256',
  headers: ['x-slack-signature'],
  read(headers) {
    const text = headerText(headers, 'x-slack-signature')
    const t = headerText(headers, 'x-slack-request-timestamp')
    if (t === null || !text?.startsWith('v0=')) return null
    return { signatures: allBytes([text.slice(3)], 'hex'), before: `v0:${t}:`, at: fromSeconds(t) }
  },
}

/** https://shopify.dev/docs/apps/build/webhooks/subscribe/https: base64 of the raw body's HMAC */
export const shopify: Scheme = {
  algorithm: 'sha256',
  headers: ['x-shopify-hmac-sha256'],
  read(headers) {
    const text = headerText(headers, 'x-shopify-hmac-sha256')
    return text === null ? null : { signatures: allBytes([text], 'base64'), before: '' }
  },
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const standardWebhooks: Scheme = {
  algorithm: 'sha256',
  headers: ['webhook-signature'],
  read(headers) {
    const id = headerText(headers, 'webhook-id')
    const t = headerText(headers, 'webhook-timestamp')
    const text = headerText(headers, 'webhook-signature')
    if (id === null || t === null || text === null) return null
    const v1 = text.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []))
    return { signatures: allBytes(v1, 'base64'), before: `${id}.${t}.`, at: fromSeconds(t) }
  },
}

/** Its secrets are base64 behind `whsec_`; one that is not is taken as text. */
export function standardKey(secret: string): string | Uint8Array {
  const text = secret.startsWith('whsec_') ? secret.slice(6) : secret
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0 ? Buffer.from(text, 'base64') : secret
}
