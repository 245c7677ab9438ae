import { useTranslation } from 'react-i18next'
import type { InstalledPackage } from '../../ui/block-art/known-blocks.ts'

/** Under the name of a package: its version, and what it says that it touches. */
export function PackageNote({ of: { name, version, permissions } }: { of: InstalledPackage }) {
  const { t } = useTranslation('palette')
  const { net, read, write, run } = permissions
  const touches = [
    ...(net.length > 0
      ? [net.includes('*') ? t('touches.anywhere') : t('touches.net', { what: net.join(', ') })]
      : []),
    ...(read.length > 0 ? [t('touches.read', { what: read.join(', ') })] : []),
    ...(write.length > 0 ? [t('touches.write', { what: write.join(', ') })] : []),
    ...(run ? [t('touches.run')] : []),
  ]
  return (
    <p className="palette-note">
      {t('package', { name, version })}
      <br />
      {touches.length > 0 ? touches.join(' · ') : t('touches.nothing')}
    </p>
  )
}
