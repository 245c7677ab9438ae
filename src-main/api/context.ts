/** Who calls: a signed-in browser, a program with a token, the desktop's own page, a command on this machine. */
export type Caller = {
  kind: 'session' | 'token' | 'desktop' | 'command'
  tokenId?: string
}

/** What every operation knows beside its input. */
export type ApiContext = { caller: Caller }
