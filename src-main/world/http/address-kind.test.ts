import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKind, isInRange } from './address-kind.ts'

describe('what kind of place an address is', () => {
  test.each([
    ...['93.184.216.34', '8.8.8.8', '172.15.255.255', '172.32.0.0', '100.128.0.0', '11.0.0.0'],
    ...['2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1'],
  ])('%s is public', (address) => void expect(addressKind(address)).toBe('public'))

  test.each([
    ...['127.0.0.1', '127.255.0.9', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
    ...['::1', 'fc00::1', 'fd12:3456::1', '::ffff:127.0.0.1', '::ffff:c0a8:101', '64:ff9b::7f00:1'],
    ...['64:ff9b::10.0.0.1', '2002:c0a8:101::1', '::127.0.0.1'],
  ])('%s is private', (address) => void expect(addressKind(address)).toBe('private'))

  test.each([
    ...['0.0.0.0', '0.1.2.3', '::', '169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', '224.0.0.1'],
    ...['255.255.255.255', '240.0.0.1', '192.0.0.192', '198.18.0.1', '203.0.113.7', 'ff02::1', 'fec0::1'],
    ...['::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1', '4000::1'],
    ...['100.100.100.200', 'fd00:ec2::254', '2001:db8::1', '2001::1', '', 'nonsense', '127.1', '0x7f000001'],
  ])('%s is special', (address) => void expect(addressKind(address)).toBe('special'))

  test('every IPv4 address is what its mapped form is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(addressKind(`::ffff:${address}`)).toBe(addressKind(address))
        expect(addressKind(`64:ff9b::${address}`)).toBe(addressKind(address))
      }),
    )
  })
})

test('ranges hold what lies in them, however it is written', () => {
  expect(isInRange('10.1.2.3', '10.0.0.0/8')).toBe(true)
  expect(isInRange('::ffff:10.1.2.3', '10.0.0.0/8')).toBe(true)
  expect(isInRange('11.1.2.3', '10.0.0.0/8')).toBe(false)
  expect(isInRange('10.1.2.3', '10.1.2.3')).toBe(true)
  expect(isInRange('fd00::5', 'fd00::/8')).toBe(true)
  expect(isInRange('fd00::5', '10.0.0.0/8')).toBe(false)
  expect(isInRange('10.1.2.3', 'nonsense')).toBe(false)
})
