import { isUtf8 } from 'node:buffer'
import { CallRefused } from '../call-refused.ts'

/** Bytes as text. @param charset as the call names it; UTF-8 when it names none. @throws CallRefused */
export function decodeText(bytes: Buffer, charset: string | undefined): string {
  const name = charset?.toLowerCase() ?? 'utf-8'
  if (name === 'utf-8' || name === 'utf8') {
    if (!isUtf8(bytes)) throw notInCharset('UTF-8')
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    return bytes.toString('utf8', hasMark ? 3 : 0)
  }
  const decoder = decoderOf(name)
  try {
    return decoder.decode(bytes)
  } catch {
    throw notInCharset(name)
  }
}

function decoderOf(name: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(name, { fatal: true })
  } catch {
    throw new CallRefused('webhook.wrong-type', `The charset "${name.slice(0, 40)}" is not known here.`)
  }
}

const notInCharset = (name: string): CallRefused =>
  new CallRefused('webhook.broken-body', `The body is not text in ${name}, as it says it is.`)
