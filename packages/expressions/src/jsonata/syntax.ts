import jsonata from 'jsonata';
import { compiler, SyntaxFault } from '../outcome.ts';
import { meter } from './budget.ts';

/** A `{% … %}` string; its expression is what stands between the marks. */
const marked = /^\s*\{%([^]*)%\}\s*$/;

export function isJsonata(text: string): boolean {
  return text.startsWith('{%') && marked.test(text);
}

/** The expression inside `{% … %}`, trimmed as AWS quotes it. */
export function expressionOf(text: string): string {
  return (marked.exec(text)?.[1] ?? text).trim();
}

export type Expression = ReturnType<typeof jsonata>;

/** Parses an expression (without its marks); `index` of a failure counts characters of the expression. */
export const parseJsonata = compiler((text): Expression => {
  try {
    const expression = jsonata(text);
    meter(expression, text);
    return expression;
  } catch (error) {
    if (!isJsonataError(error)) throw error;
    const token = String(error.token ?? '').length;
    throw new SyntaxFault(`${error.code}: ${error.message}`, Math.max(0, error.position - token));
  }
});

export interface JsonataError {
  readonly code: string;
  readonly message: string;
  readonly position: number;
  readonly token?: string;
}

export function isJsonataError(error: unknown): error is JsonataError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
