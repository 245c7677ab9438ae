/** Letters and digits as they are compared: lower case, without accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * How well a name fits what was typed: 0 when a word of it is nowhere in the name, more the earlier words begin
 * where a word of the name begins, and most where nothing else stands in it.
 */
export function matchWords(name: string, typed: string): number {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const text = plain(name)
  let sum = words.length > 0 && words.join(' ') === text ? 9 : 1
  for (const word of words) {
    const at = text.indexOf(word)
    if (at < 0) return 0
    const begins = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(word)}`, 'u').test(text)
    sum += (begins ? 4 : 1) + (at === 0 ? 2 : 0)
  }
  return sum
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
