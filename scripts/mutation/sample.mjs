/**
 * Whether a fault is tried where only one in so many is: they are numbered in the order of the code, so that each
 * file has its share.
 * @param {{ id: string }} mutant
 * @param {number} oneIn
 */
export function isSampled({ id }, oneIn) {
  return Number(id) % oneIn === 0;
}
