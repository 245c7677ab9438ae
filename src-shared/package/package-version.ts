import gt from 'semver/functions/gt.js'
import parse from 'semver/functions/parse.js'

/** Whether a text is a version by semver.org 2.0.0, written plainly: `1.2.3`, `2.0.0-beta.1`, without build data. */
export const isVersion = (text: string): boolean => {
  const parsed = parse(text)
  return parsed !== null && parsed.version === text
}

/** Whether one version comes after another. */
export const isNewer = (version: string, than: string): boolean => gt(version, than)
