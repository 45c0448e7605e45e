import jsonata from 'jsonata';
import { compiler, SyntaxFault } from '../outcome.ts';
import { bindFunctions } from './functions.ts';
import { Guard, limit } from './limits.ts';
import { limitMemory } from './memory.ts';
import { isTree, type Tree, treeOf } from './tree.ts';

/** Whether a text is a `{% … %}` string: nothing may stand around the marks. */
export function isJsonata(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

/** The expression inside `{% … %}`, trimmed as AWS quotes it. */
export function expressionOf(text: string): string {
  return isJsonata(text) ? text.slice(2, -2).trim() : text;
}

/** `guard` has to be reset before each evaluation. */
export type Expression = jsonata.Expression & { readonly guard: Guard };

/**
 * Parses an expression (without its marks); `index` of a failure counts characters of the expression,
 * and its message has no full stop, as the library's have none.
 */
export const parseJsonata = compiler((text): Expression => {
  try {
    const expression = parseExpression(text);
    refuseLaterOperators(treeOf(expression), text);
    return expression;
  } catch (error) {
    if (error instanceof SyntaxFault) throw error;
    if (error instanceof RangeError) throw new SyntaxFault('The expression is nested too deep', 0);
    if (error instanceof SyntaxError) throw regularExpressionFault(error, text);
    if (!isJsonataError(error)) throw error;
    throw new SyntaxFault(`${error.code}: ${error.message}`, startOf(error));
  }
});

/** The library lets the engine's error through, whose message is the only place to find which it was. */
function regularExpressionFault({ message }: SyntaxError, text: string): SyntaxFault {
  const [, source = ''] = /^Invalid regular expression: \/([^]*)\/\w*: /.exec(message) ?? [];
  const at = text.indexOf(`/${source}/`);
  return new SyntaxFault('This is not a regular expression', Math.max(0, at));
}

/** AWS runs JSONata 2.0.6, which has no `??` and `?:` yet and reads their second half as an operand. */
function refuseLaterOperators(tree: Tree, text: string): void {
  const { type, position } = tree;
  if (type === 'condition' && typeof position === 'number') {
    const operator = text.slice(position - 2, position);
    if (operator === '??' || operator === '?:') {
      const symbol = operator.charAt(1);
      throw new SyntaxFault(
        `S0211: The symbol "${symbol}" cannot be used as a unary operator: AWS's version of JSONata has no ${operator}`,
        position - 1,
      );
    }
  }
  for (const child of Object.values(tree)) if (isTree(child)) refuseLaterOperators(child, text);
}

/** Throws the library's errors. */
export function parseExpression(text: string): Expression {
  const guard = new Guard();
  const expression = jsonata(text, guard);
  bindFunctions(expression);
  limit(expression, text);
  limitMemory(expression);
  return { ...expression, guard };
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
