/** Why EventBridge refuses a text as a block of IP addresses. */
import { isAddress } from '@stepthrough/scenario';

export function cidrProblem(text: string): string | undefined {
  const [address = '', bits, ...others] = text.split('/');
  if (bits === undefined || others.length > 0) return "Malformed CIDR, one '/' required";
  if (!/^[+-]?\d+$/.test(bits)) return 'Malformed CIDR, mask bits must be an integer';
  if (Number(bits) < 0) return 'Malformed CIDR, mask bits must not be negative';
  if (!isAddress(address)) return `Nonstandard IP address: ${address}`;
  const isLong = address.includes(':');
  const limit = isLong ? 128 : 32;
  if (Number(bits) < limit) return undefined;
  return `IPv${isLong ? 6 : 4} mask bits must be < ${limit}`;
}
