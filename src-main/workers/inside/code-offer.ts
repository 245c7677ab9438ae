import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { type CodeLanguage, makeCompiler, placeInCode } from './compile-code.ts'
import { isAppError, isOutOfMemory, sayThrown } from './failure.ts'
import type { LiveCall } from './live-call.ts'
import type { Offer } from './serve.ts'
import { sleep } from './sleep.ts'

/** What arrives as the config of a call of `data/code`. */
export type CodeConfig = { code: string; language: CodeLanguage; vars: JsonObject }

/** A worker that runs what people write into `data/code`. @param packages a folder with node_modules, or null */
export function codeOffer(packages: string | null): Omit<Offer, 'atOnce'> {
  const compile = makeCompiler(packages)
  const explain = (thrown: unknown) => codeError(thrown, packages)
  return {
    async run({ config, input }, call) {
      const { code, language, vars } = config as CodeConfig
      const run = await compile(code, language)
      try {
        return { out: 'next', value: await run(input, codeContext(call, vars)) }
      } catch (thrown) {
        throw explain(thrown)
      }
    },
    explain,
    describe: async () => [],
    migrate: async () => {
      throw new Error('code has no versions')
    },
  }
}

/** What the code sees as `ctx`. */
function codeContext(call: LiveCall, vars: JsonObject): object {
  let frozen: Json | undefined
  return {
    log: {
      info: (text: unknown) => call.log('info', String(text)),
      warn: (text: unknown) => call.log('warn', String(text)),
      error: (text: unknown) => call.log('error', String(text)),
    },
    progress: (share: number, text?: string) => call.progress(share, text),
    heartbeat: () => call.beat(),
    get signal() {
      return call.signal
    },
    get vars() {
      frozen ??= freezeWhole(vars)
      return frozen
    },
    idempotencyKey: call.key,
    sleep: (ms: number) => sleep(ms, call.signal),
  }
}

/** A change of it would change nothing outside, so it is refused rather than lost. */
function freezeWhole<T extends Json>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const held of Object.values(value)) freezeWhole(held as Json)
  return Object.freeze(value)
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

function codeError(thrown: unknown, packages: string | null): unknown {
  if (isAppError(thrown)) return thrown
  // what the fence refuses comes inside other errors, as that of fetch does
  if (thrown instanceof Error && isAppError(thrown.cause)) return thrown.cause
  if (isOutOfMemory(thrown)) return thrown
  const missing = missingPackage(thrown)
  if (missing !== null) return noSuchPackage(missing, packages, thrown)
  const place = placeInCode(thrown)
  const where = place ? ` at line ${place.line}, column ${place.column}` : ''
  return new AppError({
    code: 'code.failed',
    message: `The code failed${where}: ${asSentence(sayThrown(thrown))}`,
    fix: 'Look at the code there, and at what arrived.',
    ...(place && { details: place }),
    cause: thrown,
  })
}

/** The package that was asked for and is not there, in Node's words for `require` and for `import`. */
function missingPackage(thrown: unknown): string | null {
  const { code, message } = thrown as { code?: unknown; message?: unknown }
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return null
  return /^Cannot find (?:module|package) '([^']+)'/.exec(String(message))?.[1] ?? null
}

const noSuchPackage = (name: string, packages: string | null, cause: unknown): AppError =>
  new AppError({
    code: 'code.no-such-package',
    message: `The code asks for "${name}", ${packages === null ? 'and no folder with packages is named' : `which is not to be had in ${packages}`}.`,
    fix:
      packages === null
        ? 'Name a folder under "Packages" in which you ran npm install.'
        : `Run npm install ${name} in that folder, or correct the name.`,
    cause,
  })
