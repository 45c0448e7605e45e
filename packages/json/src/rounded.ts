/**
 * What a whole number becomes whose digits a double cannot hold; `undefined` for one that stays as it is
 * written, and for other numbers. In the words of a JSON text.
 */
export function roundedInteger(written: string): string | undefined {
  // 2^53 has 16 digits.
  if (!/^-?\d{16,}$/.test(written)) return undefined;
  const read = Number(written);
  const shown = String(read);
  if (shown === written) return undefined;
  const isSame = /e/.test(shown) && written.length <= maxDigits && BigInt(written) === BigInt(read);
  return isSame ? undefined : shown;
}

/** Doubles end before; more digits would take long to read. */
const maxDigits = 310;

/** Whether 64 bits hold it with its sign. */
export function isLong(written: string): boolean {
  const digits = written.replace(/^-/, '');
  if (digits.length !== 19) return digits.length < 19;
  return digits <= (written.startsWith('-') ? '9223372036854775808' : '9223372036854775807');
}
