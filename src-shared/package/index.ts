export { acceptDeclarations, type PackageFault } from './accept-declarations.ts'
export { refuseOtherBlockloom } from './blockloom-range.ts'
export { type IconFault, iconFault } from './icon-fault.ts'
export {
  BLOCKS_FILE,
  ICON_LIMIT,
  MANIFEST_FILE,
  type PackageManifest,
  type PackageRun,
  parseManifest,
} from './manifest.ts'
export { isPackageName, packageOf, typeInPackage } from './package-name.ts'
export { isNewer } from './package-version.ts'
export { type PackagePermissions, sayPermissions } from './permissions.ts'
