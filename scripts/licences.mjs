// The licences under which something may be shipped with Stepthrough.

/** SPDX identifiers. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'EPL-2.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/**
 * Under what a package is shipped: of alternatives the first that is allowed, of what holds together all.
 * @param {string} expression What it offers as an SPDX expression, such as `MIT OR (BSD-2-Clause AND ISC)`.
 * @returns {string | undefined} `undefined` when it may not be shipped
 */
export function takenLicence(expression) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const accept = (/** @type {string} */ token) => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  // Both sides are read, whatever the left one says.
  /** @returns {string | undefined} */
  const alternatives = () => {
    let taken = together();
    while (accept('OR')) {
      const other = together();
      taken ??= other;
    }
    return taken;
  };
  /** @returns {string | undefined} */
  const together = () => {
    let taken = one();
    while (accept('AND')) {
      const other = one();
      taken = taken && other && `${taken} AND ${other}`;
    }
    return taken;
  };
  /** @returns {string | undefined} */
  const one = () => {
    if (accept('(')) {
      const inner = alternatives();
      return accept(')') ? inner : undefined;
    }
    const identifier = tokens[at];
    at += 1;
    return identifier !== undefined && allowed.has(identifier) ? identifier : undefined;
  };
  const taken = alternatives();
  return at === tokens.length ? taken : undefined;
}

/** All of them, for messages. */
export const allowedLicences = [...allowed].join(', ');
