import { Scanner } from '../scanner.ts';
import { parseFilter } from './parse-filter.ts';
import type { PathSyntax, Segment, Selector } from './syntax.ts';

/** Where a path may stand beside something else: in filters and as an argument. */
const name = /[\p{L}\p{N}_$][\p{L}\p{N}\p{Mn}\p{Mc}_$\-]*/uy;
/** Jayway's library ends a name at a dot, a bracket and a blank alone; what is more likely a slip is none here. */
const nameOfWhole = /[^\s.[\](){}*,'"?=<>]+/uy;
const variableName = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{N}\p{Mn}\p{Mc}_]*/uy;

/** Reads one path that ends where its text ends. */
export function parseWholePath(text: string): PathSyntax {
  const scanner = new Scanner(text);
  const path = parsePath(scanner, nameOfWhole);
  // Jayway trims its paths, and published workflows rely on it.
  scanner.skipSpace();
  if (!scanner.isAtEnd)
    scanner.fail(`The path ends here; «${scanner.text.slice(scanner.at)}» is left over.`);
  return path;
}

/** Reads a path from the scanner's place as far as it goes. */
export function parsePath(scanner: Scanner, names = name): PathSyntax {
  const root = parseRoot(scanner);
  const segments = parseSegments(scanner, names);
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
function parseSegments(scanner: Scanner, names = name): Segment[] {
  const segments: Segment[] = [];
  for (;;) {
    const start = scanner.at;
    if (scanner.take('..')) {
      segments.push({ kind: 'descendants', start, end: scanner.at });
      segments.push(placed(scanner, scanner.at, parseAfterDot(scanner, names)));
    } else if (scanner.take('.')) {
      segments.push(placed(scanner, start, parseAfterDot(scanner, names)));
    } else if (scanner.peek() === '[') {
      segments.push(placed(scanner, start, parseBracket(scanner)));
    } else {
      return segments;
    }
  }
}

function placed(scanner: Scanner, start: number, selector: Selector): Segment {
  return { ...selector, start, end: scanner.at };
}

/** AWS takes `.['name']` for `['name']`, and knows no functions: `.length()` is a member of that name. */
function parseAfterDot(scanner: Scanner, names: RegExp): Selector {
  if (scanner.peek() === '[') return parseBracket(scanner);
  if (scanner.take('*')) return { kind: 'wildcard' };
  const found = scanner.match(names);
  if (found === undefined) {
    scanner.fail("A member name, * or ['name'] is expected after the dot.");
  }
  return { kind: 'names', names: [scanner.take('()') ? `${found}()` : found] };
}

function parseBracket(scanner: Scanner): Selector {
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

function parseSelector(scanner: Scanner): Selector {
  if (scanner.take('*')) return { kind: 'wildcard' };
  if (scanner.take('?')) {
    scanner.skipSpace();
    return { kind: 'filter', condition: parseFilter(scanner, parseSegments) };
  }
  if (scanner.peek() === "'" || scanner.peek() === '"') {
    return { kind: 'names', names: parseList(scanner, parseQuoted) };
  }
  const offset = scanner.match(/\(\s*@\.length(?:\(\))?\s*-\s*\d+\s*\)/y);
  if (offset !== undefined) return { kind: 'fromEnd', offset: Number(/\d+/.exec(offset)?.[0]) };
  return parseIndexes(scanner);
}

function parseIndexes(scanner: Scanner): Selector {
  const from = parseInteger(scanner);
  scanner.skipSpace();
  if (scanner.take(':')) {
    scanner.skipSpace();
    const to = parseInteger(scanner);
    // Jayway's ArraySliceOperation takes a third number and never reads it.
    if (scanner.take(':')) parseInteger(scanner);
    return { kind: 'slice', from, to };
  }
  if (from === undefined) {
    scanner.fail(
      'An index, a slice, *, a quoted name, a filter ?(…) or (@.length-1) is expected in the brackets.',
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

/**
 * A member name in single or double quotes. A backslash is part of the name, as in the early version
 * of Jayway's library, but before the quote that would end it.
 */
function parseQuoted(scanner: Scanner): string {
  const start = scanner.at;
  const quoted = scanner.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy);
  if (quoted === undefined) scanner.fail('The quoted name is not closed.', start);
  return quoted.slice(1, -1).replaceAll(`\\${quoted.charAt(0)}`, quoted.charAt(0));
}
