import type { AnyContractRouter } from '@orpc/contract'
import { traverseContractProcedures } from '@orpc/server'
import { contract } from '#shared/contract'

export type RestRoute = { method: string; path: string; operation: string }

/** Every operation that REST serves, in the order of the contract. */
export const restRoutes: readonly RestRoute[] = routesOf(contract)

function routesOf(router: AnyContractRouter): RestRoute[] {
  const routes: RestRoute[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract: procedure, path }) => {
    const { route } = procedure['~orpc']
    if (route.path)
      routes.push({ method: route.method ?? 'POST', path: route.path, operation: path.join('.') })
  })
  return routes
}

/** The methods that a path below the API's root takes; none when there is no such path. */
export function methodsAt(path: string): string[] {
  const parts = path.split('/')
  const fits = (pattern: string) => {
    const wanted = pattern.split('/')
    return (
      wanted.length === parts.length && wanted.every((part, i) => part.startsWith('{') || part === parts[i])
    )
  }
  return restRoutes.filter((route) => fits(route.path)).map(({ method }) => method)
}
