const mask = (1n << 48n) - 1n;
const multiplier = 0x5deece66dn;

/** `new java.util.Random(seed).nextDouble()`, which is what AWS's `$random(seed)` gives. */
export function javaRandom(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ multiplier) & mask;
  const next = (bits: bigint): number => {
    state = (state * multiplier + 0xbn) & mask;
    return Number(state >> (48n - bits));
  };
  return (next(26n) * 2 ** 27 + next(27n)) / 2 ** 53;
}
