import type { InstalledBlocks, InstalledPackageView, PackageLookView } from '#shared/contract'
import type { PackageManifest } from '#shared/package'
import type { InstalledPackage } from '../packages/installed-file.ts'
import type { Packages } from '../packages/packages.ts'
import { whatHolds } from '../workers/what-holds.ts'
import type { Implementer } from './implementer.ts'
import { live } from './live.ts'
import { flowsUsing, migrateFlows } from './migrate-flows.ts'
import type { Services } from './services.ts'

/** Operations on block packages. */
export function packageOperations(os: Implementer['packages'], services: Services) {
  const { packages } = services
  const about = aboutOf(services)
  const view = (one: InstalledPackage): InstalledPackageView => ({
    ...about(one.manifest),
    ...{ digest: one.digest, from: one.from, installedAt: one.installedAt },
    blocks: one.declarations.map(({ type, version, title, summary }) => ({ type, version, title, summary })),
  })
  return {
    blocks: os.blocks.handler(() => installedBlocks(packages)),
    watch: os.watch.handler(({ signal }) => live(blocksAsTheyChange(packages), signal)),
    list: os.list.handler(() => packages.list().map(view)),
    show: os.show.handler(async ({ input: { name } }) => ({
      ...view(packages.get(name)),
      usedBy: await flowsUsing(services, name),
    })),
    look: os.look.handler(async ({ input: { from, how } }): Promise<PackageLookView> => {
      const { manifest, digest, before } = await packages.look(from, how)
      return { ...about(manifest), digest, before }
    }),
    install: os.install.handler(async ({ input }) => {
      const { now } = await packages.install({ ...input, how: 'install' })
      return { ...view(now), migrated: await migrateFlows(services, now.manifest.name) }
    }),
    update: os.update.handler(async ({ input }) => {
      const { now, before } = await packages.install({ ...input, how: 'update' })
      const migrated = await migrateFlows(services, now.manifest.name)
      return { ...view(now), before: before?.manifest.version ?? '', migrated }
    }),
    remove: os.remove.handler(async ({ input: { name } }) => {
      const usedBy = await flowsUsing(services, name)
      return { ...view(await packages.remove(name)), usedBy }
    }),
  }
}

const aboutOf =
  ({ holdFacts }: Pick<Services, 'holdFacts'>) =>
  ({ name, title, description, author, license, version, blockloom, permissions, run }: PackageManifest) => {
    const kind = 'javascript' in run ? 'javascript' : 'python' in run ? 'python' : 'program'
    const holds = whatHolds(permissions, kind === 'javascript' ? 'javascript' : 'program', holdFacts)
    const said = { name, title, description, author, license, version, blockloom }
    return { ...said, kind, permissions, holds } as const
  }

const installedBlocks = (packages: Packages): InstalledBlocks => ({
  revision: packages.revision(),
  packages: packages
    .list()
    .map(({ manifest: { name, title, version, permissions }, declarations, icons }) => ({
      ...{ name, title, version, permissions, declarations },
      icons: { ...icons },
    })),
})

/** What there is now, then what there is after each change; changes that come faster than they are read are one. */
async function* blocksAsTheyChange(packages: Packages): AsyncGenerator<InstalledBlocks, void, void> {
  let told = -1
  let wake = () => {}
  const end = packages.watch(() => wake())
  try {
    for (;;) {
      if (packages.revision() === told) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      told = packages.revision()
      yield installedBlocks(packages)
    }
  } finally {
    end()
  }
}
