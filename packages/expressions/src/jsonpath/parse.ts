import { Scanner } from '../scanner.ts';
import { parseFilter } from './parse-filter.ts';
import { pathFunctions } from './path-functions.ts';
import type { PathSyntax, Segment } from './syntax.ts';

const name = /[\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{N}\p{Mn}\p{Mc}_$\-]*/uy;
const variableName = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{N}\p{Mn}\p{Mc}_]*/uy;

/** Reads one path that ends where its text ends. */
export function parseWholePath(text: string): PathSyntax {
  const scanner = new Scanner(text);
  const path = parsePath(scanner);
  // Jayway trims its paths, and published workflows rely on it.
  scanner.skipSpace();
  if (!scanner.isAtEnd)
    scanner.fail(`The path ends here; «${scanner.text.slice(scanner.at)}» is left over.`);
  return path;
}

/** Reads a path from the scanner's place as far as it goes. */
export function parsePath(scanner: Scanner): PathSyntax {
  const root = parseRoot(scanner);
  const segments = parseSegments(scanner);
  return { root, segments, end: scanner.at };
}

function parseRoot(scanner: Scanner): PathSyntax['root'] {
  scanner.expect(
    '$',
    'A JSONPath starts with $ (the input), $$ (the context object) or $name (a variable).',
  );
  if (scanner.take('$')) return { kind: 'context' };
  const variable = scanner.match(variableName);
  return variable === undefined ? { kind: 'input' } : { kind: 'variable', name: variable };
}

/** The segments after `$` or `@`. */
export function parseSegments(scanner: Scanner): Segment[] {
  const segments: Segment[] = [];
  for (;;) {
    if (scanner.take('..')) {
      segments.push({ kind: 'descendants' });
      segments.push(scanner.peek() === '[' ? parseBracket(scanner) : parseAfterDot(scanner));
    } else if (scanner.take('.')) {
      segments.push(parseAfterDot(scanner));
    } else if (scanner.peek() === '[') {
      segments.push(parseBracket(scanner));
    } else {
      return segments;
    }
  }
}

function parseAfterDot(scanner: Scanner): Segment {
  if (scanner.take('*')) return { kind: 'wildcard' };
  // Jayway reads `$.items.[0]` as `$.items[0]`.
  if (scanner.peek() === '[') return parseBracket(scanner);
  const start = scanner.at;
  const found = scanner.match(name);
  if (found === undefined) scanner.fail('A member name or * is expected after the dot.');
  if (!scanner.take('()')) return { kind: 'names', names: [found] };
  if (!Object.hasOwn(pathFunctions, found)) {
    scanner.fail(
      `There is no path function ${found}(); there are ${Object.keys(pathFunctions).join(', ')}.`,
      start,
    );
  }
  return { kind: 'function', name: found };
}

function parseBracket(scanner: Scanner): Segment {
  const start = scanner.at;
  scanner.take('[');
  scanner.skipSpace();
  const segment = parseSelector(scanner);
  scanner.skipSpace();
  if (!scanner.take(']')) {
    scanner.fail(
      scanner.isAtEnd
        ? 'The bracket [ is not closed; write ].'
        : 'A closing bracket ] is expected here.',
      scanner.isAtEnd ? start : scanner.at,
    );
  }
  return segment;
}

function parseSelector(scanner: Scanner): Segment {
  if (scanner.take('*')) return { kind: 'wildcard' };
  if (scanner.take('?')) {
    scanner.skipSpace();
    return { kind: 'filter', condition: parseFilter(scanner, parseSegments) };
  }
  if (scanner.peek() === "'" || scanner.peek() === '"') {
    return { kind: 'names', names: parseList(scanner, parseQuoted) };
  }
  return parseIndexes(scanner);
}

function parseIndexes(scanner: Scanner): Segment {
  const from = parseInteger(scanner);
  scanner.skipSpace();
  if (scanner.take(':')) {
    scanner.skipSpace();
    const to = parseInteger(scanner);
    scanner.skipSpace();
    const step = scanner.take(':') ? (parseInteger(scanner) ?? 1) : 1;
    return { kind: 'slice', from, to, step };
  }
  if (from === undefined) {
    scanner.fail(
      'An index, a slice, *, a quoted name or a filter ?(…) is expected in the brackets.',
    );
  }
  const indexes = [from];
  while (scanner.take(',')) {
    scanner.skipSpace();
    indexes.push(parseInteger(scanner) ?? scanner.fail('An index is expected after the comma.'));
    scanner.skipSpace();
  }
  return { kind: 'indexes', indexes };
}

function parseInteger(scanner: Scanner): number | undefined {
  const digits = scanner.match(/-?\d+/y);
  return digits === undefined ? undefined : Number(digits);
}

function parseList<T>(scanner: Scanner, parseItem: (scanner: Scanner) => T): T[] {
  const items = [parseItem(scanner)];
  scanner.skipSpace();
  while (scanner.take(',')) {
    scanner.skipSpace();
    items.push(parseItem(scanner));
    scanner.skipSpace();
  }
  return items;
}

/** A member name in single or double quotes, with backslash escapes. */
export function parseQuoted(scanner: Scanner): string {
  const start = scanner.at;
  const quoted = scanner.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy);
  if (quoted === undefined) scanner.fail('The quoted name is not closed.', start);
  return quoted.slice(1, -1).replace(/\\(.)/gs, '$1');
}
