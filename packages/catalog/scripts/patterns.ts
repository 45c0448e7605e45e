/**
 * The regular expression of a string, for the flags `su`; `undefined` where it has none, where any text matches,
 * and where the notation of Java has no equal in JavaScript.
 */
export function patternOf({
  type = 'string',
  pattern,
}: {
  readonly type?: string;
  readonly pattern?: string;
}): string | undefined {
  if (type !== 'string' || pattern === undefined) return undefined;
  const written = inJavaScript(pattern);
  const matcher = compiled(`^(?:${written})$`);
  return !matcher || anything.every((text) => matcher.test(text)) ? undefined : written;
}

/** What a pattern takes that refuses nothing, or blanks alone: services are known to take those all the same. */
const anything = ['a', '0', '{"a":[1]}', 'a:b/c.d-e_f', '\u00e9\u{1F600}', '\\"\'<>&'];

function compiled(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'su');
  } catch {
    return undefined;
  }
}

/** Java escapes any sign that is no letter; JavaScript with `u` those alone that mean something else. */
function inJavaScript(pattern: string): string {
  let isInClass = false;
  const bare = pattern.replace(/^\(\?s\)/, '');
  return bare.replaceAll(/\\(?:[^\w\s]|[ AzZ_])|[[\]]/g, (found) => {
    if (found === '[' || found === ']') {
      isInClass = found === '[';
      return found;
    }
    if (found === '\\A') return '^';
    if (found === '\\z' || found === '\\Z') return '$';
    if (/[$()*+./?[\\\]^{|}]/.test(found.slice(1)) || (isInClass && found === '\\-')) return found;
    return found.slice(1);
  });
}
