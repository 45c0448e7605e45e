import type { Comment, Source } from './source.ts';
import { movedProperty } from './move.ts';
import {
  type ObjectNode,
  objectNode,
  type PropertyNode,
  type Range,
  type SourceNode,
} from './node.ts';
import { parseYaml } from './yaml.ts';

/** Texts of states that are kept, in characters; twice as many can be in memory. */
const enough = 2_000_000;

/**
 * States of YAML texts by their text, as they were read. It belongs to whoever reads a text again after
 * each edit; what is not asked for is forgotten.
 */
export class KnownStates {
  #older = new Map<string, Part>();
  #newer = new Map<string, Part>();
  #size = 0;

  /** The state that a text consists of; `undefined` if it is not faultless. */
  read(slice: string): Part | undefined {
    const known = this.#newer.get(slice);
    if (known) return known;
    // A slice keeps the whole text in memory; this copy does not.
    const text = [slice.slice(0, 1), slice.slice(1)].join('');
    const part = this.#older.get(slice) ?? readPart(text);
    if (part) this.#keep(text, part);
    return part;
  }

  #keep(text: string, part: Part): void {
    this.#newer.set(text, part);
    this.#size += text.length;
    if (this.#size < enough) return;
    this.#older = this.#newer;
    this.#newer = new Map();
    this.#size = 0;
  }
}

/**
 * YAML as `parseYaml` reads it. A large definition is read state by state, and the states whose text
 * is known are not read again: an edit costs the reading of one state.
 */
export function parseYamlByStates(text: string, known: KnownStates): Source {
  if (text.length < worthwhile || isEntangled(text)) return parseYaml(text);
  const split = splitStates(text);
  return (split && join(text, split, known)) ?? parseYaml(text);
}

/** Shorter texts are read whole in less time than a keystroke is noticed. */
const worthwhile = 10_000;

/** Whether some part of the text may have a meaning that another part gives it. */
function isEntangled(text: string): boolean {
  return /(?:^|[\s[{,])[&*]\S|<<:|^(?:---|\.\.\.|%)|^ *\t|\r/m.test(text);
}

interface Split {
  /** Where the lines of the states begin and end. */
  readonly range: Range;
  /** Where each state begins. */
  readonly starts: readonly number[];
}

/** The lines under the `States:` of the outermost mapping, by the indentation of the first one. */
function splitStates(text: string): Split | undefined {
  const [header, another] = text.matchAll(/^States:[ \t]*(?:#.*)?\n/gm);
  if (!header || another) return undefined;
  const start = header.index + header[0].length;
  const starts: number[] = [];
  let indent = 0;
  let at = start;
  for (; at < text.length; at = endOfLine(text, at)) {
    const depth = indentAt(text, at);
    const first = text[at + depth];
    if (first === undefined || first === '\n' || first === '#') continue;
    if (depth === 0) break;
    if (starts.length === 0) indent = depth;
    if (depth < indent) return undefined;
    if (depth === indent) starts.push(at);
  }
  return starts.length === 0
    ? undefined
    : { range: { start, end: Math.min(at, text.length) }, starts };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

function indentAt(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x20) end += 1;
  return end - at;
}

/** The whole from its parts; `undefined` if one of them is not faultless. */
function join(text: string, { range, starts }: Split, known: KnownStates): Source | undefined {
  const blank = `${' '.repeat(Math.max(0, range.end - range.start - 1))}\n`;
  const outside = parseYaml(text.slice(0, range.start) + blank + text.slice(range.end));
  if (outside.problems.length > 0 || outside.root?.kind !== 'object') return undefined;
  const properties: PropertyNode[] = [];
  const comments: Comment[] = [];
  let { end } = range;
  const [first = range.start] = starts;
  // Comments before the first state belong to no state.
  for (const [index, start] of [range.start, ...starts.slice(1)].entries()) {
    const part = known.read(text.slice(start, starts[index + 1] ?? range.end));
    if (!part) return undefined;
    const place = (each: Range): Range => ({ start: each.start + start, end: each.end + start });
    end = start + part.end;
    properties.push(movedProperty(part.property, place));
    for (const comment of part.comments) {
      comments.push({ ...comment, range: place(comment.range) });
    }
  }
  const states = objectNode({ start: first + indentAt(text, first), end }, properties);
  const root = withStates(outside.root, states);
  const all = [...outside.comments, ...comments];
  return {
    root,
    problems: [],
    comments: all.sort((a, b) => a.range.start - b.range.start),
  };
}

function withStates(root: ObjectNode, states: ObjectNode): SourceNode {
  const properties = root.properties.map((property): PropertyNode => {
    if (property.key.value !== 'States') return property;
    const range = { start: property.range.start, end: states.range.end };
    return { key: property.key, value: states, range };
  });
  const end = Math.max(root.range.end, states.range.end);
  return objectNode({ start: root.range.start, end }, properties);
}

/** One state's key and value, told from the start of its text. */
interface Part {
  readonly property: PropertyNode;
  readonly comments: readonly Comment[];
  /** Where the mapping of this one state ends. */
  readonly end: number;
}

function readPart(text: string): Part | undefined {
  // The document and its States are around a state.
  const { root, problems, comments } = parseYaml(text, 1);
  const [property, other] = root?.kind === 'object' ? root.properties : [];
  const isFaultless = root && property?.value && !other && problems.length === 0;
  return isFaultless ? { property, comments, end: root.range.end } : undefined;
}
