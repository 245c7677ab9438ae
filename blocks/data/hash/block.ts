import { defineBlock, field } from '#shared/block'

export const hash = defineBlock({
  type: 'data/hash',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: { by: 'of', read: ['file'], otherwise: 'pure' },
  title: 'Hash',
  sentence: '{algorithm} of {of}',
  summary: 'Makes the checksum or digest of a text or a file, signed with a secret if you like.',
  keywords: ['sha256', 'md5', 'crc', 'checksum', 'digest', 'hmac', 'signature', 'sign', 'fingerprint'],
  fields: {
    algorithm: field.choice(
      [
        { value: 'sha-256', title: 'SHA-256' },
        { value: 'sha-512', title: 'SHA-512' },
        { value: 'sha-1', title: 'SHA-1' },
        { value: 'md5', title: 'MD5' },
        { value: 'crc32', title: 'CRC-32' },
      ],
      { title: 'Kind', default: 'sha-256' },
    ),
    of: field.choice(
      [
        { value: 'text', title: 'a text' },
        { value: 'file', title: 'a file' },
      ],
      { title: 'Of', default: 'text' },
    ),
    text: field.longText({
      title: 'Text',
      hint: 'text',
      default: '{{ input }}',
      when: { by: 'of', in: ['text'] },
    }),
    file: field.file({ title: 'File', hint: 'file', required: true, when: { by: 'of', in: ['file'] } }),
    as: field.choice(
      [
        { value: 'hex', title: 'hex' },
        { value: 'base64', title: 'Base64' },
        { value: 'base64url', title: 'Base64 for addresses' },
      ],
      { title: 'Written as', default: 'hex' },
    ),
    secret: field.secret({
      title: 'Secret',
      hint: 'none',
      help: 'With one, it is an HMAC: only who has the secret can make it.',
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'the digest',
      example: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    },
  },
  examples: [
    {
      config: {},
      input: 'abc',
      output: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    },
    { config: { algorithm: 'crc32' }, input: '123456789', output: 'cbf43926' },
  ],
  defaults: { timeout: '30m' },
})
