import type { Bin } from './bin.ts'
import { runForBin } from './run-for-bin.ts'

/** The system's own call (Foundation), which needs neither the Finder nor its permission. */
const SCRIPT = `
ObjC.import('Foundation')
function run([path]) {
  const error = Ref()
  const url = $.NSURL.fileURLWithPath(path)
  if (!$.NSFileManager.defaultManager.trashItemAtURLResultingItemURLError(url, null, error))
    throw new Error(ObjC.unwrap(error[0].localizedDescription))
}`

/** The bin of macOS for a host without a desktop of its own. */
export const macBin: Bin = (path) =>
  runForBin(path, '/usr/bin/osascript', ['-l', 'JavaScript', '-e', SCRIPT, path])
