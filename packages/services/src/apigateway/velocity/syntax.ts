/** The trees that velocityjs makes of a template, as far as the renderer reads them. */
import { parse } from 'velocityjs';
import { TemplateProblem } from './problem.ts';

export type Node = string | Directive | Branch | Reference | readonly [Block, ...Node[]];

/** The parser writes `()` as false. */
type Arguments = readonly Expression[] | false;

type Directive =
  | { readonly type: 'set'; readonly equal: readonly [Reference, Expression] }
  | { readonly type: 'break' | 'comment' }
  | { readonly type: 'raw'; readonly value: string }
  | MacroCall;

export interface MacroCall {
  readonly type: 'macro_call' | 'macro_body';
  readonly id: string;
  readonly args?: Arguments;
}

export type Block =
  | { readonly type: 'if'; readonly condition: Expression }
  | { readonly type: 'noescape' }
  | { readonly type: 'foreach'; readonly from: Expression; readonly to: string }
  | { readonly type: 'macro'; readonly id: string; readonly args?: readonly Reference[] | false }
  | { readonly type: 'define'; readonly id: string }
  | MacroCall;

/** Stands among the nodes of its `#if`. */
export type Branch =
  { readonly type: 'elseif'; readonly condition: Expression } | { readonly type: 'else' };

export interface Reference {
  readonly type: 'references';
  readonly id: string;
  readonly path?: readonly Attribute[];
  readonly args?: Arguments;
  readonly leader?: string;
  readonly isWraped?: boolean;
}

export type Attribute =
  | { readonly type: 'property'; readonly id: string }
  | { readonly type: 'method'; readonly id: string; readonly args?: Arguments }
  | { readonly type: 'index'; readonly id: Expression };

export type Expression =
  | Reference
  | { readonly type: 'string'; readonly value: string; readonly isEval?: boolean }
  | { readonly type: 'integer' | 'decimal'; readonly value: string | number }
  | { readonly type: 'bool'; readonly value: string }
  | { readonly type: 'array'; readonly isRange?: false; readonly value: readonly Expression[] }
  | { readonly type: 'array'; readonly isRange: true; readonly value: readonly RangeEnd[] }
  | { readonly type: 'map'; readonly value?: { readonly [name: string]: Expression } }
  | {
      readonly type: 'math';
      readonly operator: string;
      readonly expression: readonly Expression[];
    };

export type RangeEnd = string | number | Expression;

/** The parser takes time as the square of these; so many are read in a tenth of a second. */
const maxParts = 2_500;

/** @throws TemplateProblem */
export function parseTemplate(text: string): readonly Node[] {
  if (partsIn(text) > maxParts) {
    throw new TemplateProblem(
      'the mapping template has more than 2,500 references, directives and items, which Stepthrough does not read.',
    );
  }
  // A comment at the end would hide the mark.
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const end = lastLine.includes('##') ? `\n${endMark}` : endMark;
  const nodes = parseClosed(text, end);
  const last = nodes.at(-1);
  if (typeof last !== 'string' || !last.endsWith(endMark)) {
    throw new TemplateProblem(
      'the mapping template cannot be rendered: a block has no #end, or an #end has no block.',
    );
  }
  const rest = last.slice(0, last.endsWith(end) ? -end.length : -endMark.length);
  return rest === '' ? nodes.slice(0, -1) : [...nodes.slice(0, -1), rest];
}

/** A character of no template's language. It stands where the text ends, and is the last of the whole when all blocks are closed. */
const endMark = '\uE000';

/**
 * The nodes of a text that has an `#end` for each block after it: what follows a block without one
 * is read twice by the parser, and again within it, so that twenty such blocks take a second.
 *
 * @throws TemplateProblem
 */
function parseClosed(text: string, end: string): readonly Node[] {
  const blocks = text.match(/#\{?(?:@|if|foreach|macro|define|noescape)/g)?.length ?? 0;
  try {
    const nodes: readonly unknown[] = parse(text + end + '#end'.repeat(blocks));
    return nodes as readonly Node[];
  } catch (error) {
    if (!(error instanceof Error) || error instanceof RangeError) throw error;
    throw new TemplateProblem(`the mapping template cannot be rendered: ${told(error.message)}`);
  }
}

/** The parser's words, of the text alone. */
function told(message: string): string {
  if (!message.includes(endMark)) return message;
  return message.replace(/\n?\uE000.*/, '').replace(/got 'CONTENT'$/, "got 'EOF'");
}

/** References, directives, and what stands in their parentheses, separated or nested. */
function partsIn(text: string): number {
  let [parts, depth] = [0, 0];
  for (const [found] of text.matchAll(/\w *[([]|[$#(),[\]{+\-*/%&|!]/g)) {
    const char = found.slice(-1);
    const isCall = found.length > 1;
    if (char === '$' || char === '#' || depth > 0) parts += 1;
    if ((char === '(' || char === '[') && (isCall || depth > 0)) depth += 1;
    else if (char === ')' || char === ']') depth = Math.max(0, depth - 1);
  }
  return parts;
}

export function argumentsIn<T>(args: readonly T[] | false | undefined): readonly T[] {
  return args === false || args === undefined ? [] : args;
}

/** A reference as it is written, which is what one without a value prints. */
export function sourceOf(reference: Reference): string {
  const { leader = '$', isWraped, id, args, path = [] } = reference;
  const inner = `${id}${args === undefined ? '' : callText(args)}${path.map(attributeText).join('')}`;
  return isWraped ? `${leader}{${inner}}` : `${leader}${inner}`;
}

function attributeText(attribute: Attribute): string {
  switch (attribute.type) {
    case 'property':
      return `.${attribute.id}`;
    case 'method':
      return `.${attribute.id}${callText(attribute.args)}`;
    case 'index':
      return `[${expressionText(attribute.id)}]`;
  }
}

function callText(args: Arguments | undefined): string {
  return `(${argumentsIn(args).map(expressionText).join(',')})`;
}

function expressionText(expression: Expression): string {
  switch (expression.type) {
    case 'references':
      return sourceOf(expression);
    case 'string':
      return expression.isEval ? `"${expression.value}"` : `'${expression.value}'`;
    case 'integer':
    case 'decimal':
    case 'bool':
      return String(expression.value);
    case 'array': {
      const items: readonly RangeEnd[] = expression.value;
      const texts = items.map((item) =>
        typeof item === 'object' ? expressionText(item) : String(item),
      );
      return `[${texts.join(expression.isRange === true ? '..' : ', ')}]`;
    }
    case 'map':
    case 'math':
      return '…';
  }
}
