// Certificates as the world has them, good and bad, made on the spot.
import 'reflect-metadata'
import { type webcrypto, X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'

export type Certificate = {
  /** PEM, as TLS servers take them */
  cert: string
  key: string
  /** what signs others with it */
  issuer: Issuer
}
type Issuer = { name: string; keys: webcrypto.CryptoKeyPair }
type Order = {
  name?: string
  /** names and addresses it is made out to */
  hosts?: readonly string[]
  notBefore?: Date
  notAfter?: Date
  /** missing: it signs itself */
  by?: Certificate
  isAuthority?: boolean
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY = 86_400_000
x509.cryptoProvider.set(crypto as never)

export async function makeCertificate(order: Order = {}): Promise<Certificate> {
  const { name = 'Blockloom test', hosts = ['localhost', '127.0.0.1'], by, isAuthority = false } = order
  const keys = (await crypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const issuer = by?.issuer ?? { name: `CN=${name}`, keys }
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex'),
    subject: `CN=${name}`,
    issuer: issuer.name,
    notBefore: order.notBefore ?? new Date(Date.now() - DAY),
    notAfter: order.notAfter ?? new Date(Date.now() + DAY),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(isAuthority, undefined, true),
      new x509.SubjectAlternativeNameExtension(hosts.map(nameOf)),
    ],
  } as never)
  const pkcs8 = (await crypto.subtle.exportKey('pkcs8', keys.privateKey as never)) as ArrayBuffer
  const key = Buffer.from(pkcs8).toString('base64')
  return {
    cert: new X509Certificate(Buffer.from(made.rawData)).toString(),
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
    issuer: { name: `CN=${name}`, keys },
  }
}

const nameOf = (host: string): x509.JsonGeneralName => ({
  type: /^[\d.]+$|:/.test(host) ? 'ip' : 'dns',
  value: host,
})
