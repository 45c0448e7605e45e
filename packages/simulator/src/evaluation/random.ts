import { createHash } from 'node:crypto';

/** Numbers in [0, 1), the same for the same seed. */
export function randomOf(seed: string): () => number {
  let draw = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed}:${draw}`).digest();
    draw += 1;
    return digest.readUIntBE(0, 6) / 2 ** 48;
  };
}
