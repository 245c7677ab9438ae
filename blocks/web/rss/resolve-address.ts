/** An address as a document has it. @param base what it is relative to, an address or nothing */
export function resolveAddress(text: string, base: string | undefined): string {
  const trimmed = text.trim()
  if (base === undefined || base === '') return trimmed
  return URL.canParse(trimmed, base) ? new URL(trimmed, base).href : trimmed
}
