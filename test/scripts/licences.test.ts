/** Which licences may be shipped, by SPDX expression. */
import { expect, it } from 'vitest';
import { takenLicence } from '../../scripts/licences.mjs';

it.each([
  ['MIT', 'MIT'],
  ['EPL-2.0 OR GPL-3.0-or-later', 'EPL-2.0'],
  ['GPL-3.0-or-later OR EPL-2.0', 'EPL-2.0'],
  ['(MIT OR Apache-2.0)', 'MIT'],
  ['MIT AND CC-BY-4.0', 'MIT AND CC-BY-4.0'],
  ['MIT AND (GPL-2.0-only OR ISC)', 'MIT AND ISC'],
  ['GPL-2.0-only OR MIT AND ISC', 'MIT AND ISC'],
])('%s is shipped under %s', (offered, taken) => {
  expect(takenLicence(offered)).toBe(taken);
});

it.each([
  'GPL-3.0-or-later',
  'AGPL-3.0-only',
  'SSPL-1.0',
  'UNLICENSED',
  'unknown',
  'SEE LICENSE IN LICENSE.md',
  'MIT AND GPL-2.0-only',
  'GPL-2.0-only AND MIT',
  'GPL-2.0-only OR AGPL-3.0-only',
  'mit',
  'MIT ISC',
  'MIT OR',
  'MIT AND',
  '(MIT',
  'MIT)',
  '',
])('"%s" is not', (offered) => {
  expect(takenLicence(offered)).toBeUndefined();
});
