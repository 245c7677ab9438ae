import { defineBlock } from '#shared/block'

export const systemInfo = defineBlock({
  type: 'computer/system-info',
  version: 1,
  category: 'computer',
  shape: 'stack',
  effect: 'read',
  title: 'This computer',
  sentence: 'look at this computer',
  summary: 'Tells what this computer is and how busy it is: memory, drive, processors, since when it runs.',
  keywords: ['system', 'memory', 'disk', 'space', 'cpu', 'load', 'uptime', 'hostname', 'monitor'],
  fields: {},
  outputs: {
    next: {
      title: 'what it is',
      example: {
        name: 'my-computer',
        system: 'linux',
        version: '6.1.0',
        processor: 'A processor',
        cores: 8,
        memory: { total: 16_000_000_000, free: 9_000_000_000 },
        drive: { total: 500_000_000_000, free: 120_000_000_000 },
        load: 0.2,
        upSince: '2026-01-05T08:00:00.000Z',
        user: 'me',
        home: '/home/me',
      },
    },
  },
  examples: [{ config: {}, input: null }],
})
