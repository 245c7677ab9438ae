/** What a worker gets to see of the environment. Nothing that may hold a token, nothing that changes how Node starts. */
const PASSED = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TEMP', 'TMP'],
  // Windows
  ...['SYSTEMROOT', 'WINDIR', 'SYSTEMDRIVE', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH'],
  ...[
    'APPDATA',
    'LOCALAPPDATA',
    'PROGRAMDATA',
    'PROGRAMFILES',
    'NUMBER_OF_PROCESSORS',
    'PROCESSOR_ARCHITECTURE',
  ],
  // where Python and its packages are
  ...['VIRTUAL_ENV', 'PYTHONPATH', 'PYTHONHOME', 'PYENV_ROOT', 'PYENV_VERSION'],
])
/** Ways to the web: proxies and certificates. */
const NET = new Set([
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE'],
])

/** The mark in the environment of a worker, and so of everything it starts, by which it is found again. */
export const MARK = 'BLOCKLOOM_WORKER'

/**
 * The environment of a worker.
 * @param mark what its processes are found by
 */
export function workerEnv(
  env: Readonly<Record<string, string | undefined>>,
  { net, mark }: { net: boolean; mark: string },
): Record<string, string> {
  const given: Record<string, string> = {
    [MARK]: mark,
    // Python writes a line when it prints one, in UTF-8 on every system
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
  }
  for (const [name, value] of Object.entries(env)) {
    const known = name.toUpperCase()
    if (value === undefined) continue
    if (PASSED.has(known) || known.startsWith('LC_') || (net && NET.has(known))) given[name] = value
  }
  return given
}
