import { defineBlock, field } from '#shared/block'

export const code = defineBlock({
  type: 'data/code',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: { by: 'touches', pure: ['nothing'], read: ['reads'], otherwise: 'write' },
  title: 'Code',
  sentence: 'run {language} code',
  summary: 'Runs JavaScript or TypeScript of your own on what arrives.',
  keywords: ['javascript', 'typescript', 'script', 'function', 'program', 'npm', 'transform', 'custom'],
  fields: {
    code: field.code({
      title: 'Code',
      help: 'The body of async (input, ctx) => ... What it returns goes on. ctx.vars holds the variables.',
      hint: 'return input',
      required: true,
      raw: true,
    }),
    language: field.choice(
      [
        { value: 'javascript', title: 'JavaScript' },
        { value: 'typescript', title: 'TypeScript' },
      ],
      { title: 'Language', default: 'javascript' },
    ),
    touches: field.choice(
      [
        { value: 'nothing', title: 'nothing: it only computes' },
        { value: 'reads', title: 'the web, and only looks' },
        { value: 'writes', title: 'the web, and changes things there' },
      ],
      {
        title: 'Touches',
        help: 'Only with the web may it use the network. What changes things is not run twice after a crash without asking.',
        default: 'nothing',
      },
    ),
    packages: field.folder({
      title: 'Packages',
      help: 'A folder in which you ran npm install: the code may load what stands in its node_modules.',
      hint: 'folder',
      advanced: true,
    }),
  },
  outputs: { next: { title: 'what it returns', example: { total: 12 } } },
  examples: [
    {
      config: { code: 'return input.map((line) => line.trim()).filter(Boolean)' },
      input: [' milk ', '', 'bread'],
      output: ['milk', 'bread'],
    },
    {
      config: {
        code: 'type Person = { name: string; age: number }\nconst people: Person[] = input\nreturn Object.groupBy(people, (one) => (one.age < 18 ? "children" : "grown-ups"))',
        language: 'typescript',
      },
      input: [
        { name: 'Ada', age: 36 },
        { name: 'Tim', age: 9 },
      ],
      output: { 'grown-ups': [{ name: 'Ada', age: 36 }], children: [{ name: 'Tim', age: 9 }] },
    },
  ],
  defaults: { timeout: '60s' },
})
