/** The trees that velocityjs makes of a template, as far as the renderer reads them. */
import { isArray, isObject, member } from '@stepthrough/json';

export type Node = string | Directive | Branch | Reference | readonly [Block, ...Node[]];

/** As the parser has made it: with macros, which API Gateway does not have. */
export type ParsedNode =
  | string
  | Directive
  | MacroCall
  | Branch
  | Reference
  | readonly [Block | MacroBlock, ...ParsedNode[]];

/** The parser writes `()` as false. */
type Arguments = readonly Expression[] | false;

type Directive =
  | { readonly type: 'set'; readonly equal: readonly [Reference, Expression] }
  | { readonly type: 'break' | 'comment' | 'stop' }
  | { readonly type: 'raw'; readonly value: string };

interface MacroCall {
  readonly type: 'macro_call';
  readonly id: string;
  readonly pos: Position;
}

type MacroBlock =
  | { readonly type: 'macro'; readonly pos: Position }
  | { readonly type: 'macro_body'; readonly pos: Position };

/** Lines are counted from one, columns from zero. */
export interface Position {
  readonly first_line: number;
  readonly first_column: number;
  readonly last_line: number;
  readonly last_column: number;
}

export type Block =
  | { readonly type: 'if'; readonly condition: Expression }
  | { readonly type: 'noescape' }
  | { readonly type: 'foreach'; readonly from: Expression; readonly to: string }
  | { readonly type: 'define'; readonly id: string };

/** Stands among the nodes of its `#if`. */
type Branch =
  { readonly type: 'elseif'; readonly condition: Expression } | { readonly type: 'else' };

export interface Reference {
  readonly type: 'references';
  readonly id: string;
  readonly path?: readonly Attribute[];
  readonly args?: Arguments;
  readonly isWraped?: boolean;
  readonly pos?: Position;
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
  /** A bare word, which means nothing. */
  | { readonly type: 'runt'; readonly value: string }
  | { readonly type: 'array'; readonly isRange?: false; readonly value: readonly Expression[] }
  | { readonly type: 'array'; readonly isRange: true; readonly value: readonly RangeEnd[] }
  | { readonly type: 'map'; readonly value?: { readonly [name: string]: Expression } }
  | {
      readonly type: 'math';
      readonly operator: string;
      readonly expression: readonly Expression[];
    };

export type RangeEnd = string | number | Expression;

/** Whether the parser has made a tree that the renderer reads, to its last leaf. */
export function isTree(nodes: unknown): nodes is readonly ParsedNode[] {
  return isArray(nodes) && nodes.every(isNode);
}

export function isBlock(node: Exclude<Node, string>): node is Extract<Node, readonly unknown[]> {
  return Array.isArray(node);
}

export function isParsedBlock(
  node: Exclude<ParsedNode, string>,
): node is Extract<ParsedNode, readonly unknown[]> {
  return Array.isArray(node);
}

export function isBranch(node: Node): node is Branch {
  if (typeof node === 'string' || isBlock(node)) return false;
  return node.type === 'elseif' || node.type === 'else';
}

function isNode(node: unknown): boolean {
  if (typeof node === 'string') return true;
  if (!isArray(node)) return isPart(node, nodeMembers);
  const [block, ...body] = node;
  return isPart(block, blockMembers) && isTree(body);
}

type Check = (value: unknown) => boolean;

/** What the members of a part have to be. */
interface Members {
  readonly [name: string]: Check;
}

/** `kinds`: the members by type. */
function isPart(part: unknown, kinds: ReadonlyMap<unknown, Members>): boolean {
  if (!isObject(part)) return false;
  const members = kinds.get(part['isRange'] === true ? 'range' : part['type']);
  if (!members) return false;
  for (const [name, isRight] of Object.entries(members)) {
    if (!isRight(member(part, name))) return false;
  }
  return true;
}

const isText: Check = (value) => typeof value === 'string';
const isTextOrNumber: Check = (value) => isText(value) || typeof value === 'number';
const isExpression: Check = (value) => isPart(value, expressionMembers);
const isReference: Check = (value) => isPart(value, referenceMembers);
const isEnd: Check = (value) => isTextOrNumber(value) || isExpression(value);

function optional(isRight: Check): Check {
  return (value) => value === undefined || isRight(value);
}

function all(isRight: Check): Check {
  return (value) => isArray(value) && value.every(isRight);
}

const isArguments: Check = (value) => value === false || all(isExpression)(value);
const positions = ['first_line', 'first_column', 'last_line', 'last_column'];
const isPosition: Check = (value) =>
  isObject(value) && positions.every((name) => typeof member(value, name) === 'number');
const isPath: Check = all((attribute) => isPart(attribute, attributeMembers));

const reference: Members = {
  id: isText,
  path: optional(isPath),
  args: optional(isArguments),
  pos: optional(isPosition),
};
const call: Members = { id: isText, args: optional(isArguments) };
const condition: Members = { condition: isExpression };

const referenceMembers = new Map<unknown, Members>([['references', reference]]);

const nodeMembers = new Map<unknown, Members>([
  ['references', reference],
  [
    'set',
    {
      equal: (value) =>
        isArray(value) && value.length === 2 && isReference(value[0]) && isExpression(value[1]),
    },
  ],
  ['break', {}],
  ['comment', {}],
  ['raw', { value: isText }],
  ['elseif', condition],
  ['else', {}],
  ['macro_call', { id: isText, pos: isPosition }],
]);

const blockMembers = new Map<unknown, Members>([
  ['if', condition],
  ['noescape', {}],
  ['foreach', { from: isExpression, to: isText }],
  ['define', { id: isText }],
  ['macro', { pos: isPosition }],
  ['macro_body', { pos: isPosition }],
]);

const attributeMembers = new Map<unknown, Members>([
  ['property', { id: isText }],
  ['method', call],
  ['index', { id: isExpression }],
]);

const expressionMembers = new Map<unknown, Members>([
  ['references', reference],
  ['string', { value: isText }],
  ['integer', { value: isTextOrNumber }],
  ['decimal', { value: isTextOrNumber }],
  ['bool', { value: isText }],
  ['runt', { value: isText }],
  ['array', { value: all(isExpression) }],
  // An array whose member `isRange` says so.
  ['range', { value: all(isEnd) }],
  [
    'map',
    { value: optional((value) => isObject(value) && Object.values(value).every(isExpression)) },
  ],
  ['math', { operator: isText, expression: all(isExpression) }],
]);
