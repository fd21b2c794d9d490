import { BlockList, isIP, isIPv6 } from 'node:net';

const inside4 = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inside4.addSubnet(net, prefix, 'ipv4');
}
/** Apart from the other list, since an IPv4 address is also looked for among those of IPv6. */
const inside6 = new BlockList();
/** Everything outside of global unicast, and what leads to IPv4 from within it. */
for (const [net, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  inside6.addSubnet(net, prefix, 'ipv6');
}

/** Link-local addresses, where clouds keep their credentials; no configuration opens them. */
const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addAddress('100.100.100.200', 'ipv4');
never.addAddress('192.0.0.192', 'ipv4');
never.addSubnet('fe80::', 10, 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');
never.addAddress('fd20:ce::254', 'ipv6');

function within(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * Whether an address is none of the public internet.
 *
 * @remarks After the IANA special purpose registries. IPv4 addresses written as IPv6 are judged as what they are; anything that is
 * no address is forbidden.
 * @param trusted - opens private networks, never link-local ones
 * @internal
 */
export function isForbiddenAddress(address: string, trusted = false): boolean {
  if (isIP(address) === 0 || within(never, address)) return true;
  return !trusted && within(isIPv6(address) ? inside6 : inside4, address);
}
