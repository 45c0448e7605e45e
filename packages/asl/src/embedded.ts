import type { AslDocument, Syntax } from './document.ts';
import type { SyntaxProblem, Source } from './source/source.ts';
import { readMachine } from './read-machine.ts';
import { parseJson } from './source/json.ts';
import { Layout } from './source/layout.ts';
import { Lines } from './source/lines.ts';
import { moved } from './source/move.ts';
import {
  type ObjectNode,
  propertyOf,
  type Range,
  type SourceNode,
  type StringNode,
  valueOf,
} from './source/node.ts';
import { hasSelfReferences, withSelfReferences } from './source/self-references.ts';
import { stringOffsets } from './source/string-offset.ts';
import { parseYaml } from './source/yaml.ts';
import { KnownStates } from './source/yaml-states.ts';

/** A state machine that a template defines in place. */
export interface EmbeddedMachine {
  /** The resource's or machine's name in the template. */
  readonly name: string;
  /** The definition in the host's text. */
  readonly range: Range;
  /** Its `text` is the host's text and all its ranges are places in it. */
  readonly document: AslDocument;
  /** Whether the definition stands in a quoted string, so that an edit would have to be escaped. */
  readonly isEscaped: boolean;
  /** The names that `DefinitionSubstitutions` or `Fn::Sub` fill in; `undefined` if any may be. */
  readonly substitutions: readonly string[] | undefined;
}

/**
 * The definitions inside a SAM or CloudFormation template, a Serverless Framework file, or an
 * answer of DescribeStateMachine: as objects, as strings, and as strings built by Fn::Sub or Fn::Join.
 * A file that is itself a definition has none.
 */
export function findEmbeddedMachines(
  text: string,
  syntax: Syntax,
  known = new KnownStates(),
): readonly EmbeddedMachine[] {
  if (!/definition/i.test(text)) return [];
  const host = syntax === 'json' ? parseJson(text) : parseYaml(text);
  const found: EmbeddedMachine[] = [];
  if (host.root && !isMachine(host.root)) {
    const placed = host.problems
      .map((problem, order) => ({ problem, order, range: problem.range }))
      .sort((a, b) => a.range.start - b.range.start);
    visit(host.root, [], { ...host, placed, text, syntax, lines: new Lines(text), known }, found);
  }
  return found;
}

interface Host extends Source {
  /** The problems in the order of the text; the reader's own order tells which one caused the others. */
  readonly placed: readonly (Placed & {
    readonly order: number;
    readonly problem: SyntaxProblem;
  })[];
  readonly text: string;
  readonly syntax: Syntax;
  readonly lines: Lines;
  readonly known: KnownStates;
}

const definitionKeys = new Set(['Definition', 'DefinitionString', 'definition']);

function visit(
  node: SourceNode,
  path: readonly string[],
  host: Host,
  found: EmbeddedMachine[],
): void {
  if (node.kind === 'array') {
    for (const item of node.items) visit(item, path, host, found);
  }
  if (node.kind !== 'object') return;
  for (const { key, value } of node.properties) {
    if (!value) continue;
    const machine = definitionKeys.has(key.value) ? readDefinition(value, host) : undefined;
    if (machine) {
      found.push({ ...machine, name: nameOf(path, key.value), substitutions: namesIn(node) });
    } else {
      visit(value, [...path, key.value], host, found);
    }
  }
}

/** The key around the resource's `Properties`, or around the definition. */
function nameOf(path: readonly string[], key: string): string {
  const name = path.at(-1) === 'Properties' ? path.at(-2) : path.at(-1);
  return name ?? key;
}

function namesIn(node: ObjectNode): readonly string[] | undefined {
  const substitutions = valueOf(node, 'DefinitionSubstitutions');
  if (substitutions?.kind !== 'object') return undefined;
  return substitutions.properties.map(({ key }) => key.value);
}

type Definition = Omit<EmbeddedMachine, 'name' | 'substitutions'>;

function readDefinition(written: SourceNode, host: Host): Definition | undefined {
  const { text, syntax, lines, known } = host;
  if (isMachine(written)) {
    const value = readThrough(written, host);
    const { range } = written;
    const document: AslDocument = {
      text,
      syntax,
      root: value,
      problems: within(host.placed, range)
        .sort((a, b) => a.order - b.order)
        .map(({ problem }) => problem),
      comments: within(host.comments, range),
      machine: value.kind === 'object' ? readMachine(value) : undefined,
      layout: new Layout(text, value, lines),
      known,
    };
    return { range, document, isEscaped: false };
  }
  const { range } = written;
  const source = textIn(written, text);
  if (!source || !/"?(?:StartAt|States)"?\s*:/.test(source.value)) return undefined;
  const isJson = source.value.trimStart().startsWith('{');
  const inner = isJson ? parseJson(source.value) : parseYaml(source.value);
  if (!inner.root || !isMachine(inner.root)) return undefined;
  const place = placer(text, source.offsets, range);
  const { offsets, isEscaped } = source;
  const offsetsOf = (node: StringNode): readonly number[] =>
    stringOffsets(source.value, node).map((offset) => offsets[offset] ?? range.end);
  const root = readThrough(moved(inner.root, place, isEscaped ? offsetsOf : undefined), host);
  const document: AslDocument = {
    text,
    syntax: isJson ? 'json' : 'yaml',
    root,
    problems: inner.problems.map((each) => ({ ...each, range: place(each.range) })),
    comments: inner.comments.map((each) => ({ ...each, range: place(each.range) })),
    machine: root.kind === 'object' ? readMachine(root) : undefined,
    layout: new Layout(text, root, lines),
    known,
  };
  return { range, document, isEscaped };
}

/** A definition with what its file says elsewhere. */
function readThrough(node: SourceNode, { root, text }: Host): SourceNode {
  return root && hasSelfReferences(text) ? withSelfReferences(node, root) : node;
}

interface Placed {
  readonly range: Range;
}

/** Of parts in the order of the text, those that stand inside a range. */
function within<T extends Placed>(parts: readonly T[], { start, end }: Range): T[] {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.range.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const inside: T[] = [];
  for (let part = parts[low]; part && part.range.start <= end; part = parts[++low]) {
    if (part.range.end <= end) inside.push(part);
  }
  return inside;
}

function isMachine(node: SourceNode): node is ObjectNode {
  return (
    node.kind === 'object' &&
    propertyOf(node, 'Resources') === undefined &&
    (propertyOf(node, 'States') ?? propertyOf(node, 'StartAt')) !== undefined
  );
}

/** A text with the offset in the host of each of its characters, and of its end. */
interface Written {
  readonly value: string;
  readonly offsets: readonly number[];
  readonly isEscaped: boolean;
}

function textIn(node: SourceNode, text: string): Written | undefined {
  if (node.kind === 'string') {
    const isEscaped = text[node.range.start] === '"' || text[node.range.start] === "'";
    return { value: node.value, offsets: stringOffsets(text, node), isEscaped };
  }
  if (node.kind === 'object') {
    const template = valueOf(node, 'Fn::Sub');
    if (template) return textIn(firstOf(template), text);
    const join = valueOf(node, 'Fn::Join');
    return join?.kind === 'array' ? joinedText(join.items, text) : undefined;
  }
  return undefined;
}

function firstOf(node: SourceNode): SourceNode {
  return node.kind === 'array' ? (node.items[0] ?? node) : node;
}

/** The parts of Fn::Join; one that is no text stands for a substitution. */
function joinedText([delimiter, parts]: readonly SourceNode[], text: string): Written | undefined {
  if (delimiter?.kind !== 'string' || parts?.kind !== 'array') return undefined;
  let value = '';
  const offsets: number[] = [];
  for (const [index, part] of parts.items.entries()) {
    const piece = (part.kind === 'string' ? textIn(part, text) : undefined) ?? standIn(part);
    const between = index === 0 ? '' : delimiter.value;
    value += between + piece.value;
    for (let at = 0; at < between.length; at += 1) offsets.push(part.range.start);
    // The last offset of a piece is where the next one begins.
    for (let at = 0; at < piece.value.length; at += 1) {
      offsets.push(piece.offsets[at] ?? part.range.end);
    }
  }
  offsets.push(parts.range.end);
  return { value, offsets, isEscaped: true };
}

function standIn({ range }: SourceNode): Omit<Written, 'isEscaped'> {
  const value = '${Joined}';
  return { value, offsets: Array.from(value, () => range.start) };
}

function placer(text: string, offsets: readonly number[], whole: Range): (range: Range) => Range {
  // After a character, not at the next one, which layout may separate. An escape is one character.
  const endOf = (index: number): number => {
    const at = offsets[index] ?? whole.end - 1;
    const next = offsets[index + 1] ?? whole.end;
    return /[\\']/.test(text[at] ?? '') && next - at <= longestEscape ? next : at + 1;
  };
  return ({ start, end }) => ({
    start: offsets[start] ?? whole.end,
    end: end > start ? endOf(end - 1) : (offsets[end] ?? whole.end),
  });
}

/** Of `\UHHHHHHHH` in YAML. */
const longestEscape = 10;
