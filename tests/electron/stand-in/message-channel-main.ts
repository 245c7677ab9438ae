import { EventEmitter } from 'node:events'

/** Main's side of a channel. What is posted on one port arrives at the other as `{ data }`. */
export class MessagePortMain extends EventEmitter {
  other!: MessagePortMain
  #started = false
  #waiting: unknown[] = []
  #closed = false

  postMessage(data: unknown) {
    if (!this.#closed) this.other.arrive(structuredClone(data))
  }

  /** as in Electron: nothing arrives before `start` */
  start() {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] })
  }

  arrive(data: unknown) {
    if (this.#closed) return
    if (this.#started) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  close() {
    if (this.#closed) return
    this.#closed = true
    this.emit('close')
    this.other.close()
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()

  constructor() {
    this.port1.other = this.port2
    this.port2.other = this.port1
  }
}
