import { type ParseErrorCode, printParseErrorCode } from 'jsonc-parser';
import { type Comment, maxLength, type Source, tooDeep, tooLong } from './source.ts';
import { readJsonTree } from './json-tree.ts';
import { readStrictJson } from './strict-json.ts';

/** JSON with comments and bare `${Substitutions}`, as far as it can be understood. */
export function parseJson(text: string): Source {
  if (text.length > maxLength) return tooLong(text);
  const strict = readStrictJson(text);
  if (strict) return { root: strict, comments: [], problems: [] };
  const { standIn, placeholders, comments } = scan(text);
  const { root, errors, deep } = readJsonTree(standIn, placeholders);
  if (deep) return { root: undefined, comments, problems: [tooDeep(deep)] };
  const problems = errors.map(({ code, range }) => ({
    message: messageOf(code),
    range,
    isInString: inStrings.has(printParseErrorCode(code)),
  }));
  return { root, comments, problems };
}

/**
 * Strings, comments and substitutions: the tokens inside which the other ones mean nothing. A brace
 * ends the search for the end of a substitution, so that many unclosed ones cost no more than their text.
 */
const token = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|\$\{[^{}\n"]*\}/g;

/**
 * Replaces each bare substitution by a string literal of the same length, so that the JSON parser
 * sees a value and every offset stays what it was.
 */
function scan(text: string) {
  const placeholders = new Map<number, string>();
  const comments: Comment[] = [];
  const standIn = text.replace(token, (found, start: number) => {
    if (found.startsWith('/')) {
      comments.push({ range: { start, end: start + found.length }, text: found });
    } else if (found.startsWith('$')) {
      placeholders.set(start, found.slice(2, -1));
      return `"${found.slice(1, -1).replaceAll('\\', '/')}"`;
    }
    return found;
  });
  return { standIn, placeholders, comments };
}

function messageOf(code: ParseErrorCode): string {
  return messages[printParseErrorCode(code)] ?? 'This is not valid JSON.';
}

/** Mistakes inside a string whose end is found nevertheless. */
const inStrings: ReadonlySet<string> = new Set([
  'InvalidUnicode',
  'InvalidEscapeCharacter',
  'InvalidCharacter',
]);

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
