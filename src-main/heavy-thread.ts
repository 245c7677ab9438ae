// A thread for heavy work of standard blocks, seen from inside: wiring only.
import { runners } from '#blocks/runners'
import { threadParts } from './heavy-thread-parts.ts'
import { serveThread, threadStart } from './workers/heavy/inside/serve-thread.ts'

serveThread(threadParts(runners, threadStart()))
