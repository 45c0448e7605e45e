/** Blocks of IP addresses, e.g. `10.0.0.0/24` or `2001:db8::/32`. */

export function isBlock(block: string): boolean {
  const [base = '', bits = '', ...others] = block.split('/');
  const address = addressBits(base);
  const count = Number(bits);
  return (
    others.length === 0 && address !== undefined && /^\d+$/.test(bits) && count <= address.length
  );
}

export function inBlock(block: string, address: string): boolean {
  const [base = '', bits = '32'] = block.split('/');
  const from = addressBits(base);
  const at = addressBits(address);
  if (from === undefined || from.length !== at?.length) return false;
  return from.slice(0, Number(bits)) === at.slice(0, Number(bits));
}

/** Whether a text is an address of version 4 or 6. */
export function isAddress(text: string): boolean {
  return addressBits(text) !== undefined;
}

function addressBits(address: string): string | undefined {
  if (address.includes(':')) {
    const [head = '', tail] = address.split('::');
    const left = head === '' ? [] : head.split(':');
    const right = tail === undefined || tail === '' ? [] : tail.split(':');
    const filling = tail === undefined ? 0 : 8 - left.length - right.length;
    const parts = [...left, ...Array.from({ length: Math.max(0, filling) }, () => '0'), ...right];
    if (parts.length !== 8) return undefined;
    if (parts.some((part) => !/^[\da-fA-F]{1,4}$/.test(part))) return undefined;
    return parts.map((part) => parseInt(part, 16).toString(2).padStart(16, '0')).join('');
  }
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  const parts = address.split('.').map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return parts.map((part) => part.toString(2).padStart(8, '0')).join('');
}
