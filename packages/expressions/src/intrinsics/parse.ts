import { intrinsicFunctionDocs, type Parameter } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import { parsePath } from '../jsonpath/parse.ts';
import type { PathSyntax } from '../jsonpath/syntax.ts';
import { Scanner } from '../scanner.ts';
import { type IntrinsicName, intrinsicFunctions } from './functions.ts';

/** A call such as `States.Format('{}', $.name)`, with the places of its parts. */
export interface CallSyntax {
  readonly kind: 'call';
  readonly name: IntrinsicName;
  readonly arguments: readonly ArgumentSyntax[];
  readonly start: number;
  readonly end: number;
}

export type ArgumentSyntax =
  | CallSyntax
  | { readonly kind: 'literal'; readonly value: Json; readonly start: number; readonly end: number }
  | {
      readonly kind: 'path';
      readonly text: string;
      readonly syntax: PathSyntax;
      readonly start: number;
      readonly end: number;
    };

/** Nesting that AWS allows. */
const maxNesting = 10;

export function parseCall(text: string): CallSyntax {
  const scanner = new Scanner(text);
  const call = readCall(scanner, 1);
  scanner.skipSpace();
  if (!scanner.isAtEnd) scanner.fail('The function call ends here; nothing may follow it.');
  return call;
}

function readCall(scanner: Scanner, depth: number): CallSyntax {
  const start = scanner.at;
  if (depth > maxNesting) {
    scanner.fail(`Intrinsic functions can be nested ${maxNesting} deep at most.`);
  }
  const name = scanner.match(/States\.\w*/y);
  if (name === undefined)
    scanner.fail('An intrinsic function starts with States., for example States.Format.');
  if (!isIntrinsicName(name)) {
    scanner.fail(
      `There is no intrinsic function ${name}; there are ${Object.keys(intrinsicFunctions).join(', ')}.`,
      start,
    );
  }
  scanner.skipSpace();
  scanner.expect('(', `${name} needs its arguments in parentheses.`);
  const parts = readArguments(scanner, depth);
  const [least, most] = arityOf(intrinsicFunctionDocs.get(name)?.parameters ?? []);
  if (parts.length < least || parts.length > most) {
    scanner.fail(`${name} takes ${counted(least, most)}, not ${parts.length}.`, start);
  }
  return { kind: 'call', name, arguments: parts, start, end: scanner.at };
}

function isIntrinsicName(name: string): name is IntrinsicName {
  return Object.hasOwn(intrinsicFunctions, name);
}

/** Fewest and most arguments. */
function arityOf(parameters: readonly Parameter[]): readonly [number, number] {
  const needed = parameters.filter(({ optional, rest }) => !optional && !rest);
  return [needed.length, parameters.some(({ rest }) => rest) ? Infinity : parameters.length];
}

function counted(least: number, most: number): string {
  if (most === Infinity) return `at least ${least} arguments`;
  if (least !== most) return `${least} to ${most} arguments`;
  return least === 1 ? '1 argument' : `${least} arguments`;
}

function readArguments(scanner: Scanner, depth: number): ArgumentSyntax[] {
  const parts: ArgumentSyntax[] = [];
  scanner.skipSpace();
  if (scanner.take(')')) return parts;
  for (;;) {
    scanner.skipSpace();
    parts.push(readArgument(scanner, depth));
    scanner.skipSpace();
    if (scanner.take(')')) return parts;
    scanner.expect(
      ',',
      scanner.isAtEnd
        ? 'The arguments are not closed; write ).'
        : 'A comma or ) is expected after an argument.',
    );
  }
}

function readArgument(scanner: Scanner, depth: number): ArgumentSyntax {
  const start = scanner.at;
  if (scanner.peek() === '$') {
    const syntax = parsePath(scanner);
    return {
      kind: 'path',
      text: scanner.text.slice(start, scanner.at),
      syntax,
      start,
      end: scanner.at,
    };
  }
  if (scanner.peek() === "'") return literal(readString(scanner), start, scanner.at);
  if (scanner.text.startsWith('States.', start)) return readCall(scanner, depth + 1);
  const number = scanner.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) return literal(Number(number), start, scanner.at);
  const word = scanner.match(/(?:true|false|null)\b/y);
  if (word !== undefined)
    return literal(word === 'null' ? null : word === 'true', start, scanner.at);
  return scanner.fail(
    'An argument is a path ($…), a text in single quotes, a number, true, false, null or another States function.',
  );
}

function literal(value: Json, start: number, end: number): ArgumentSyntax {
  return { kind: 'literal', value, start, end };
}

/** Escapes are \' \{ \} and \\. A backslash before a brace is kept, because States.Format reads it. */
function readString(scanner: Scanner): string {
  const start = scanner.at;
  scanner.take("'");
  let value = '';
  while (!scanner.take("'")) {
    if (scanner.isAtEnd) scanner.fail("The text is not closed; write ' at its end.", start);
    if (scanner.take('\\')) {
      const escaped = scanner.match(/['{}\\]/y);
      if (escaped === undefined) {
        scanner.fail(
          "Only \\' \\{ \\} and \\\\ can be escaped in the text of an intrinsic function.",
          scanner.at - 1,
        );
      }
      value += escaped === '{' || escaped === '}' ? `\\${escaped}` : escaped;
    } else {
      value += scanner.match(/[^'\\]+/y) ?? '';
    }
  }
  return value;
}
