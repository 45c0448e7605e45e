import { isSecret, newSecret } from '@stepthrough/hosting';
import { expect, it } from 'vitest';

it('a secret has 256 bits and is never the same', () => {
  const secrets = Array.from({ length: 100 }, newSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
});

it('only the secret itself is the secret', () => {
  const secret = newSecret();
  expect(isSecret(secret, secret)).toBe(true);
  const others = ['', secret.slice(1), `${secret}=`, secret.toLowerCase() + 'x', newSecret()];
  for (const other of [...others, undefined, null, 7, [secret], { length: 43 }]) {
    expect(isSecret(other, secret)).toBe(false);
  }
});
