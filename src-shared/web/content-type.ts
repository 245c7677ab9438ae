/** What a `Content-Type` says (RFC 9110, 8.3): the type in small letters, and the charset where it names one. */
export function contentType(header: string | undefined): { type: string; charset?: string } {
  const [type = '', ...parameters] = (header ?? '').split(';')
  const charset = parameters
    .map((one) => /^\s*charset\s*=\s*"?([^\s";]+)"?\s*$/i.exec(one)?.[1])
    .find(Boolean)
  return { type: type.trim().toLowerCase(), ...(charset && { charset }) }
}
