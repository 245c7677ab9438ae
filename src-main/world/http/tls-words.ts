/** What can be wrong with how a server proves who it is, in plain words. The codes are OpenSSL's, as Node names them. */
export type Words = { code: string; message: (who: string) => string; fix: string; retryable: boolean }

const OWN_CA =
  'If you know whose it is, put its certificate into a file and name that file in NODE_EXTRA_CA_CERTS before Blockloom starts.'
const not = (code: string, message: (who: string) => string, fix: string): Words => ({
  code,
  message,
  fix,
  retryable: false,
})

const EXPIRED = not(
  'http.certificate-expired',
  (who) => `The certificate of ${who} has run out, so it cannot prove who it is.`,
  'Tell whoever runs the server; also check the date and time of this machine.',
)
const NOT_YET = not(
  'http.certificate-not-yet',
  (who) => `The certificate of ${who} is not valid yet, so it cannot prove who it is.`,
  'Check the date and time of this machine, then tell whoever runs the server.',
)
const WRONG_HOST = not(
  'http.certificate-other-host',
  (who) =>
    `The certificate of ${who} was made out to another name, so something else may be answering there.`,
  'Check the address; use the name that the certificate holds.',
)
const SELF_SIGNED = not(
  'http.certificate-self-signed',
  (who) =>
    `${who} vouches only for itself: its certificate is self-signed, and nobody we trust stands behind it.`,
  OWN_CA,
)
const UNKNOWN_ISSUER = not(
  'http.certificate-unknown-issuer',
  (who) =>
    `The certificate of ${who} was issued by somebody we do not know, or part of its chain is missing.`,
  OWN_CA,
)
const REVOKED = not(
  'http.certificate-revoked',
  (who) => `The certificate of ${who} was revoked by who issued it.`,
  'Do not send anything there, and tell whoever runs the server.',
)
const WEAK = not(
  'http.certificate-weak',
  (who) => `The certificate of ${who} is too weak to be trusted today.`,
  'Tell whoever runs the server.',
)
const UNTRUSTED = not(
  'http.not-trusted',
  (who) => `${who} could not prove who it is: its certificate is not trusted.`,
  `Check the address. ${OWN_CA}`,
)
const TOO_OLD = not(
  'http.tls-too-old',
  (who) => `${who} speaks only kinds of encryption (TLS) that are too old to be safe.`,
  'Tell whoever runs the server: TLS 1.2 is the least.',
)
const WANTS_CERTIFICATE = not(
  'http.wants-certificate',
  (who) => `${who} wants a certificate from who asks, which this block cannot give.`,
  'Use another way to sign in there.',
)
const NO_COMMON = not(
  'http.tls-failed',
  (who) => `${who} and we found no encryption (TLS) that both speak.`,
  'Check the address and its port; perhaps the server is old.',
)

const WORDS: Readonly<Record<string, Words | undefined>> = {
  CERT_HAS_EXPIRED: EXPIRED,
  CERT_NOT_YET_VALID: NOT_YET,
  ERR_TLS_CERT_ALTNAME_INVALID: WRONG_HOST,
  HOSTNAME_MISMATCH: WRONG_HOST,
  DEPTH_ZERO_SELF_SIGNED_CERT: SELF_SIGNED,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
  CERT_UNTRUSTED: UNKNOWN_ISSUER,
  CERT_REVOKED: REVOKED,
  EE_KEY_TOO_SMALL: WEAK,
  CA_KEY_TOO_SMALL: WEAK,
  CA_MD_TOO_WEAK: WEAK,
  ERR_SSL_EE_KEY_TOO_SMALL: WEAK,
  ERR_SSL_CA_MD_TOO_WEAK: WEAK,
  ERR_SSL_UNSUPPORTED_PROTOCOL: TOO_OLD,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: TOO_OLD,
  ERR_SSL_DH_KEY_TOO_SMALL: TOO_OLD,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: WANTS_CERTIFICATE,
  ERR_SSL_SSL_ALERT_HANDSHAKE_FAILURE: NO_COMMON,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: NO_COMMON,
}

const CERTIFICATE = /^(UNABLE_TO_|CERT_|ERR_TLS_CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/

/** Undefined for what has nothing to do with trust. */
export const tlsWords = (code: string): Words | undefined =>
  WORDS[code] ?? (CERTIFICATE.test(code) ? UNTRUSTED : undefined)
