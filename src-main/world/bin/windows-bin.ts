import type { Bin } from './bin.ts'
import { runForBin } from './run-for-bin.ts'

/**
 * The path comes in the environment: nothing in a name can become part of the script. Only fixed disks have a
 * recycle bin; on others this very call would delete for ever without a word.
 */
const SCRIPT = `
$ErrorActionPreference = 'Stop'
$path = $env:BLOCKLOOM_BIN_PATH
$root = [IO.Path]::GetPathRoot($path)
if ($root.StartsWith('\\\\') -or ([IO.DriveInfo]::new($root)).DriveType -ne 'Fixed') {
  [Console]::Error.WriteLine('the disk it lies on has no bin'); exit 1
}
Add-Type -AssemblyName Microsoft.VisualBasic
$files = [Microsoft.VisualBasic.FileIO.FileSystem]
if ([IO.Directory]::Exists($path)) { $files::DeleteDirectory($path, 'OnlyErrorDialogs', 'SendToRecycleBin') }
else { $files::DeleteFile($path, 'OnlyErrorDialogs', 'SendToRecycleBin') }
`

/** The recycle bin of Windows for a host without a desktop of its own. */
export const windowsBin: Bin = (path) =>
  runForBin(
    path,
    'powershell.exe',
    ['-NoProfile', '-NonInteractive', '-EncodedCommand', Buffer.from(SCRIPT, 'utf16le').toString('base64')],
    { BLOCKLOOM_BIN_PATH: path },
  )
