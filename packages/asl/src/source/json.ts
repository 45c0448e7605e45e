import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Comment, SyntaxProblem } from '../document.ts';
import type { PropertyNode, Range, SourceNode, StringNode } from './node.ts';
import { maxDepth, type Source, tooDeep } from './source.ts';
import { readStrictJson } from './strict-json.ts';

/** JSON with comments and bare `${Substitutions}`, as far as it can be understood. */
export function parseJson(text: string): Source {
  const strict = readStrictJson(text);
  if (strict) return { root: strict, comments: [], problems: [] };
  const { standIn, placeholders, comments, depth } = scan(text);
  if (depth > maxDepth) return { root: undefined, comments, problems: [tooDeep(text)] };
  const errors: ParseError[] = [];
  const tree = parseTree(standIn, errors);
  return {
    root: tree && toSource(tree, text, placeholders),
    comments,
    problems: errors.map((error) => toProblem(error, text)),
  };
}

/** Strings, comments and substitutions: the tokens inside which the other ones mean nothing. */
const token = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|\$\{[^}\n"]*\}|[{}[\]]/g;

/**
 * Replaces each bare substitution by a string literal of the same length, so that the JSON parser
 * sees a value and every offset stays what it was.
 */
function scan(text: string) {
  const placeholders = new Map<number, string>();
  const comments: Comment[] = [];
  let depth = 0;
  let deepest = 0;
  const standIn = text.replace(token, (found, start: number) => {
    if (found.startsWith('/')) {
      comments.push({ range: { start, end: start + found.length }, text: found });
    } else if (found.startsWith('$')) {
      placeholders.set(start, found.slice(2, -1));
      return `"${found.slice(1, -1).replaceAll('\\', '/')}"`;
    } else if (found === '{' || found === '[') {
      deepest = Math.max(deepest, ++depth);
    } else if (found === '}' || found === ']') {
      depth -= 1;
    }
    return found;
  });
  return { standIn, placeholders, comments, depth: deepest };
}

function toSource(node: Node, text: string, placeholders: ReadonlyMap<number, string>): SourceNode {
  const range = within(text, node.offset, node.length);
  const children = node.children ?? [];
  switch (node.type) {
    case 'object':
      return {
        kind: 'object',
        range,
        properties: children.flatMap((child) => toProperty(child, text, placeholders) ?? []),
      };
    case 'array':
      return {
        kind: 'array',
        range,
        items: children.map((child) => toSource(child, text, placeholders)),
      };
    case 'string': {
      const name = placeholders.get(node.offset);
      if (name !== undefined) return { kind: 'placeholder', range, name };
      return { kind: 'string', range, value: node.value as string };
    }
    case 'number':
      return { kind: 'number', range, value: node.value as number };
    case 'boolean':
      return { kind: 'boolean', range, value: node.value as boolean };
    case 'null':
    case 'property':
      return { kind: 'null', range };
  }
}

function toProperty(
  node: Node,
  text: string,
  placeholders: ReadonlyMap<number, string>,
): PropertyNode | undefined {
  const [key, value] = node.children ?? [];
  if (!key) return undefined;
  const source = toSource(key, text, placeholders);
  const name: StringNode =
    source.kind === 'string'
      ? source
      : {
          kind: 'string',
          range: source.range,
          value: text.slice(source.range.start, source.range.end),
        };
  return {
    key: name,
    value: value && toSource(value, text, placeholders),
    range: {
      start: node.offset,
      end: value ? within(text, value.offset, value.length).end : name.range.end,
    },
  };
}

function toProblem({ error, offset, length }: ParseError, text: string): SyntaxProblem {
  return {
    message: messages[printParseErrorCode(error)] ?? 'This is not valid JSON.',
    range: within(text, offset, length),
  };
}

/** A backslash at the end of the text takes the parser one place beyond it. */
function within(text: string, offset: number, length: number): Range {
  const end = Math.min(offset + length, text.length);
  return { start: Math.min(offset, end), end };
}

/** By the names that jsonc-parser gives its error codes. */
const messages: { readonly [code: string]: string } = {
  InvalidSymbol:
    'This is no JSON value. Write a string in double quotes, a number, true, false, null, { or [.',
  InvalidNumberFormat: 'This number is not written as JSON writes numbers.',
  PropertyNameExpected: 'A field name in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected between the field name and its value.',
  CommaExpected: 'A comma is expected here, between two members.',
  CloseBraceExpected: 'The closing brace } of an object is missing.',
  CloseBracketExpected: 'The closing bracket ] of an array is missing.',
  EndOfFileExpected: 'The document has ended; nothing may follow its value.',
  InvalidCommentToken: 'A comment is not allowed here.',
  UnexpectedEndOfComment: 'The comment is not closed; write */ at its end.',
  UnexpectedEndOfString: 'The string is not closed; write " at its end.',
  UnexpectedEndOfNumber: 'The number ends too early.',
  InvalidUnicode: 'A Unicode escape is \\u with four hexadecimal digits.',
  InvalidEscapeCharacter:
    'This escape is not known to JSON; it has \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX.',
  InvalidCharacter: 'This character must be escaped in a JSON string.',
};
