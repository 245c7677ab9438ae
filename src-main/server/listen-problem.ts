import { AppError } from '#shared/error'

/** Why a server could not begin to listen, in words; anything unknown stays as it is. */
export function listenProblem(cause: unknown, host: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : ''
  if (code === 'EADDRINUSE')
    return new AppError({
      code: 'server.port-in-use',
      message: `Port ${port} is in use by another program.`,
      fix: `Choose another one: --port ${port === 65535 ? 4321 : port + 1}`,
      details: { host, port },
      cause,
    })
  if (code === 'EACCES')
    return new AppError({
      code: 'server.port-refused',
      message: `This account may not listen on port ${port}.`,
      fix: 'Choose one above 1023: --port 4321',
      details: { host, port },
      cause,
    })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new AppError({
      code: 'server.host-unknown',
      message: `${host} is not an address of this machine.`,
      fix: 'Leave --host out for 127.0.0.1, or give an address of this machine.',
      details: { host, port },
      cause,
    })
  return cause
}
