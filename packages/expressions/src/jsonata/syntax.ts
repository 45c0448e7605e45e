import jsonata from 'jsonata';
import { compiler, SyntaxFault } from '../outcome.ts';
import { bindFunctions } from './functions.ts';
import { limit, maxDepth } from './limits.ts';

/** Whether a text is a `{% … %}` string: nothing may stand around the marks. */
export function isJsonata(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

/** The expression inside `{% … %}`, trimmed as AWS quotes it. */
export function expressionOf(text: string): string {
  return isJsonata(text) ? text.slice(2, -2).trim() : text;
}

export type Expression = jsonata.Expression;

/** Parses an expression (without its marks); `index` of a failure counts characters of the expression. */
export const parseJsonata = compiler((text): Expression => {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxFault('The expression is nested too deep.', 0);
    if (!isJsonataError(error)) throw error;
    throw new SyntaxFault(`${error.code}: ${error.message}`, startOf(error));
  }
});

/** Throws the library's errors. */
export function parseExpression(text: string): Expression {
  const expression = jsonata(text, { stack: maxDepth });
  bindFunctions(expression);
  limit(expression, text);
  return expression;
}

/** The library tells the place after the token that is wrong, and of an underivable % no place at all. */
function startOf({ token = '', position = 0 }: JsonataError): number {
  return token === '(end)' ? position : Math.max(0, position - String(token).length);
}

interface JsonataError {
  readonly code: string;
  readonly message: string;
  readonly position?: number;
  /** A number where the token is one. */
  readonly token?: string | number;
}

export function isJsonataError(error: unknown): error is JsonataError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
