export { MASK, type Mask, makeMask } from './mask.ts'
export { missingSecret } from './missing-secret.ts'
export { checkSecretName, isSecretName } from './secret-name.ts'
export { checkSecretValue, LONGEST_SECRET, SHORTEST_SECRET } from './secret-value.ts'
