import { defineBlock, field } from '#shared/block'

export const encode = defineBlock({
  type: 'data/encode',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  heavy: [{ by: 'text', over: 1_000_000 }],
  title: 'Encode',
  sentence: '{do} {as} {text}',
  summary: 'Writes a text as Base64, for an address, as hex or for HTML, and reads it back.',
  keywords: ['decode', 'base64', 'url', 'uri', 'percent', 'hex', 'html', 'escape', 'unescape', 'entities'],
  fields: {
    do: field.choice(
      [
        { value: 'encode', title: 'write as' },
        { value: 'decode', title: 'read from' },
      ],
      { title: 'Do', default: 'encode' },
    ),
    as: field.choice(
      [
        { value: 'base64', title: 'Base64' },
        { value: 'base64url', title: 'Base64 for addresses' },
        { value: 'url', title: 'part of an address (%20)' },
        { value: 'hex', title: 'hex' },
        { value: 'html', title: 'HTML (&amp;)' },
      ],
      { title: 'As', default: 'base64' },
    ),
    text: field.longText({ title: 'Text', hint: 'text', default: '{{ input }}' }),
  },
  outputs: { next: { title: 'text', example: 'SGVsbG8=' } },
  examples: [
    { config: {}, input: 'Hello', output: 'SGVsbG8=' },
    { config: { do: 'decode', as: 'url' }, input: 'caf%C3%A9%20%26%20more', output: 'café & more' },
    { config: { as: 'html' }, input: '<b>"1 & 2"</b>', output: '&lt;b&gt;&quot;1 &amp; 2&quot;&lt;/b&gt;' },
  ],
})
