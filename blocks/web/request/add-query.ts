import { isList } from '#shared/block'
import type { JsonObject } from '#shared/flow'
import { plainText, type WebUrl } from '#shared/web'

/** Lists repeat the name; nothing leaves it out. */
export function addQuery(url: WebUrl, query: JsonObject): void {
  for (const [name, value] of Object.entries(query))
    for (const one of isList(value) ? value : [value])
      if (one !== null) url.searchParams.append(name, plainText(one) ?? JSON.stringify(one))
}
