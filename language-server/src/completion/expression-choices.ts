import { type SourceNode, stringOffsets } from '@stepthrough/asl';
import { intrinsicFunctionDocs, jsonataFunctionDocs } from '@stepthrough/catalog';
import { CompletionItemKind } from 'vscode-languageserver';
import { inMarkdown } from '../function-docs.ts';
import type { Flow } from '../shapes/flow.ts';
import { shapeOfReference } from '../shapes/reference-shape.ts';
import { any, inWords, type Shape } from '../shapes/shape.ts';
import { visibleVariables } from '../variable-names.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import type { Expectation } from './expectation.ts';

/** What can be written at the cursor inside a JSONPath, an intrinsic function or a JSONata expression. */
export function expressionChoices(
  cursor: Cursor,
  expectation: Expectation,
  flow: Flow,
  kind: 'path' | 'dollar' | 'jsonata',
): Choice[] {
  const { state } = expectation;
  if (!state) return [];
  const place = stringPlace(cursor);
  const readable = flow.readable(state, expectation.field);
  const variables = [...visibleVariables(cursor.open, state.scope)];
  const known: Known = { expectation, flow, variables, readable };
  if (kind === 'jsonata') return place ? jsonataChoices(known, place) : [];
  if (!place && cursor.value?.kind === 'string' && cursor.value.value !== '') return [];
  return pathChoices(known, place, kind);
}

/** Characters before the cursor that are looked through for a reference; no author writes a longer one. */
const longest = 500;

interface Known {
  readonly expectation: Expectation;
  readonly flow: Flow;
  readonly variables: readonly string[];
  readonly readable: ReturnType<Flow['readable']>;
}

/** The characters of a string before the cursor. */
interface StringPlace {
  readonly before: string;
  /** Where the string's character of that index is written. */
  readonly offsetOf: (index: number) => number;
  readonly offset: number;
}

function stringPlace({ value, text, offset }: Cursor): StringPlace | undefined {
  if (!value || !isText(value)) return undefined;
  if (value.kind === 'placeholder') return undefined;
  const offsets = stringOffsets(text, value);
  const index = offsets.findIndex((each) => each >= offset);
  const { start, end } = value.range;
  const isClosed = /["']/.test(text[start] ?? '') && end - start > 1;
  // At a quote, or in the indentation of a block, the cursor is not inside.
  if (offsets[index] !== offset || offset < start || (isClosed && offset >= end)) return undefined;
  return {
    before: value.value.slice(0, index),
    offsetOf: (at) => offsets[at] ?? offset,
    offset,
  };
}

function isText(node: SourceNode): node is Extract<SourceNode, { kind: 'string' | 'placeholder' }> {
  return node.kind === 'string' || node.kind === 'placeholder';
}

function jsonataChoices({ expectation, variables, readable }: Known, place: StringPlace): Choice[] {
  const { before } = place;
  if (!before.startsWith('{%')) return [];
  const expression = before.slice(2);
  if (isInsideText(expression)) return [];
  const chain =
    /(\$[\p{L}_][\p{L}\p{N}_]*(?:\.(?:[\p{L}_][\p{L}\p{N}_]*|`[^`]*`)|\[[^\]]*\])*)\.([\p{L}\p{N}_]*)$/u.exec(
      expression.slice(-longest),
    );
  if (chain) {
    const [, base = '', word = ''] = chain;
    const at = before.length - word.length;
    if (base === '$states') return statesMembers(expectation, readable, place, at);
    return memberChoices(shapeOfReference(base, readable), place, at, quoted);
  }
  const word = /\$?[\p{L}\p{N}_]*$/u.exec(expression.slice(-longest))?.[0] ?? '';
  const at = before.length - word.length;
  // A name without a dollar is a member of what the brackets around stand behind.
  const inside = memberChoices(contextOf(expression, readable), place, at, quoted);
  if (word !== '' && !word.startsWith('$')) return inside;
  const range = { start: place.offsetOf(at), end: place.offset };
  const local = [...expression.matchAll(/\$([\p{L}_][\p{L}\p{N}_]*)\s*:=/gu)].map(
    ([, name]) => name,
  );
  const names = new Set([...variables, ...local.filter((name) => name !== undefined)]);
  return [
    ...(word === '' ? inside : []),
    {
      label: '$states',
      kind: CompletionItemKind.Variable,
      detail: 'input, result, error and context of the state',
      insert: { as: 'text', text: '$states', range },
      rank: 1,
    },
    ...[...names].map((name): Choice => ({
      label: `$${name}`,
      kind: CompletionItemKind.Variable,
      detail: inWords(readable.variable(name)),
      insert: { as: 'text', text: `$${name}`, range },
      rank: 2,
    })),
    ...[...jsonataFunctionDocs].map(([name, info]): Choice => ({
      label: `$${name}`,
      kind: CompletionItemKind.Function,
      detail: info.signature,
      doc: inMarkdown(info),
      insert: { as: 'text', text: `\\$${name}($1)`, range, isSnippet: true },
    })),
  ];
}

/** A name as JSONata writes it. */
function quoted(name: string): string {
  return isPlainName(name) ? name : `\`${name}\``;
}

/** The value whose members bare names mean: inside `$reference.( … )` and `$reference[ … ]`. */
function contextOf(expression: string, readable: Known['readable']): Shape {
  const found =
    /(\$[\p{L}_][\p{L}\p{N}_]*(?:\.(?:[\p{L}_][\p{L}\p{N}_]*|`[^`]*`)|\[[^\]]*\])*)(?:\.[({]|\[)[^()[\]{}]*$/u.exec(
      expression.slice(-longest),
    );
  if (found?.[1] === undefined) return any;
  const shape = shapeOfReference(found[1], readable);
  return shape.items ?? shape;
}

/** Whether an expression ends inside quotes or a comment, where nothing is offered. */
function isInsideText(expression: string): boolean {
  for (let at = 0; at < expression.length; at += 1) {
    const mark = expression[at];
    if (mark === '"' || mark === "'") {
      at += 1;
      while (at < expression.length && expression[at] !== mark) {
        at += expression[at] === '\\' ? 2 : 1;
      }
      if (at >= expression.length) return true;
    } else if (mark === '/' && expression[at + 1] === '*') {
      const end = expression.indexOf('*/', at + 2);
      if (end === -1) return true;
      at = end + 1;
    }
  }
  return false;
}

function statesMembers(
  { parts, state, field }: Expectation,
  readable: Known['readable'],
  place: StringPlace,
  at: number,
): Choice[] {
  const isCatcher = parts.includes('catcher');
  const isOutput = field === 'Output' || field === 'Assign';
  const hasResult = ['Task', 'Parallel', 'Map'].includes(state?.type ?? '');
  const members: [string, Shape | undefined, string][] = [
    ['input', readable.input, 'The input of the state.'],
    [
      'context',
      readable.context,
      'The context object: execution, state, machine, task and Map item.',
    ],
  ];
  if (isOutput && hasResult && !isCatcher && parts.length === 0) {
    members.push(['result', readable.result, 'The result of the task, branches or iterations.']);
  }
  if (isOutput && isCatcher) {
    members.push(['errorOutput', readable.errorOutput, 'The error that was caught.']);
  }
  return members.map(([name, shape, doc]) => ({
    label: name,
    kind: CompletionItemKind.Property,
    detail: inWords(shape ?? any),
    doc,
    insert: { as: 'text', text: name, range: { start: place.offsetOf(at), end: place.offset } },
  }));
}

function pathChoices(
  known: Known,
  place: StringPlace | undefined,
  kind: 'path' | 'dollar',
): Choice[] {
  const { readable, variables, flow, expectation } = known;
  const before = place?.before ?? '';
  const chain =
    /(\$\$|\$[\p{L}_][\p{L}\p{N}_]*|\$)((?:\.[\p{L}\p{N}_-]+|\[[^\]]*\])*)\.([\p{L}\p{N}_-]*)$/u.exec(
      before.slice(-longest),
    );
  if (chain && place) {
    const [, root = '', steps = '', word = ''] = chain;
    const { state } = expectation;
    const shape = state ? flow.pathShape(root + steps, state, expectation.field) : any;
    return memberChoices(shape, place, before.length - word.length, String);
  }
  const word = /(?:\$\$?[\p{L}\p{N}_]*|States\.?\w*|\w+)$/u.exec(before.slice(-longest))?.[0] ?? '';
  if (
    place &&
    before !== word &&
    !/[(,\s]$/.test(before.slice(0, before.length - word.length).slice(-1))
  )
    return [];
  const at = before.length - word.length;
  const insert = (text: string, isSnippet = false): Choice['insert'] =>
    place
      ? { as: 'text', text, range: { start: place.offsetOf(at), end: place.offset }, isSnippet }
      : { as: 'value', value: isSnippet ? text : text.replaceAll('$', String.raw`\$`) };
  const choice = (label: string, shape: Shape, rank: number): Choice => ({
    label,
    kind: CompletionItemKind.Variable,
    detail: inWords(shape),
    doc: shape.doc,
    insert: insert(label),
    rank,
  });
  const functions = kind === 'path' ? [] : [...intrinsicFunctionDocs];
  return [
    choice('$', readable.input, 1),
    ...[...(readable.input.members ?? [])]
      .filter(([name]) => isPlainName(name))
      .map(([name, shape]) => choice(`$.${name}`, shape, 2)),
    ...variables.map((name) => choice(`$${name}`, readable.variable(name), 3)),
    choice('$$', { ...readable.context, doc: 'The context object.' }, 4),
    ...functions.map(([name, info]): Choice => ({
      label: name,
      kind: CompletionItemKind.Function,
      detail: info.signature,
      doc: inMarkdown(info),
      insert: insert(`${name}($1)`, true),
    })),
  ];
}

function memberChoices(
  shape: Shape,
  place: StringPlace,
  at: number,
  write: (name: string) => string,
): Choice[] {
  // JSONata and wildcards look into the items of an array.
  const members = shape.members ?? shape.items?.members ?? new Map<string, Shape>();
  return [...members].map(([name, each]) => ({
    label: name,
    kind: CompletionItemKind.Property,
    detail: inWords(each),
    doc: each.doc,
    insert: {
      as: 'text',
      text: write(name),
      range: { start: place.offsetOf(at), end: place.offset },
    },
  }));
}

function isPlainName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
}
