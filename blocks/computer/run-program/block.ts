import { defineBlock, field } from '#shared/block'

export const runProgram = defineBlock({
  type: 'computer/run-program',
  version: 1,
  category: 'computer',
  shape: 'stack',
  effect: 'write',
  title: 'Run a program',
  sentence: 'run {program} with {args}',
  summary: 'Runs a program on this computer, and gives what it wrote and how it ended.',
  keywords: ['command', 'shell', 'terminal', 'script', 'exec', 'process', 'cli', 'bash', 'powershell'],
  fields: {
    program: field.text({
      title: 'Program',
      hint: 'program',
      help: 'Its name or its whole path. No line for a shell: what follows goes into the arguments.',
      required: true,
    }),
    args: field.list({
      title: 'Arguments',
      hint: 'nothing',
      help: 'One item each; blanks and quotes in them stay as they are.',
      default: [],
      secrets: true,
    }),
    folder: field.folder({ title: 'In the folder', hint: 'home' }),
    input: field.longText({ title: 'What it reads', help: 'Goes to its standard input.', advanced: true }),
    environment: field.map({
      title: 'Environment',
      help: 'Names that are added to those it has anyway.',
      secrets: true,
      advanced: true,
    }),
    as: field.choice(
      [
        { value: 'text', title: 'text' },
        { value: 'lines', title: 'list of lines' },
        { value: 'json', title: 'JSON' },
      ],
      { title: 'Read what it wrote as', default: 'text', advanced: true },
    ),
    failOn: field.choice(
      [
        { value: 'not 0', title: 'every exit code but 0' },
        { value: 'nothing', title: 'no exit code' },
      ],
      { title: 'Fail on', default: 'not 0', advanced: true },
    ),
    shell: field.yesNo({
      title: 'Through the shell',
      help: 'The program is then a whole line, with pipes and wildcards. Never put values from outside into it.',
      default: false,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'how it ended', example: { code: 0, out: 'done\n', err: '' } } },
  examples: [
    { config: { program: 'git', args: ['pull', '--ff-only'], folder: '~/notes' }, input: null },
    {
      config: { program: 'magick', args: ['{{ input.path }}', '-resize', '800x', '{{ input.stem }}.jpg'] },
      input: { path: '/home/me/a.png', stem: 'a' },
    },
  ],
  defaults: { timeout: '10m' },
})
