import { EventEmitter } from 'node:events'

/** Only `on`: the app has no other channel than the one that asks for a port. */
export const ipcMain = new EventEmitter()
