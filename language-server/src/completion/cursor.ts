import type {
  ArrayNode,
  ObjectNode,
  PropertyNode,
  Range,
  SourceNode,
  Syntax,
} from '@stepthrough/asl';
import {
  isDefinition,
  machineAt,
  openMachines,
  type OpenDocument,
  type OpenMachine,
} from '../open-document.ts';
import { repair, type Repaired } from './repair.ts';

/** A container on the way from the root of a definition to the cursor, and what was taken in it. */
export interface Step {
  readonly container: ObjectNode | ArrayNode;
  /** A field's name or an item's index. */
  readonly at: string | number;
}

/** Where in a definition the cursor stands, in a text that may be half typed. */
export interface Cursor {
  readonly file: OpenDocument;
  /** The definition, read from the text with what is missing at the cursor. */
  readonly open: OpenMachine;
  readonly text: string;
  /** The containers around, the innermost last. */
  readonly steps: readonly Step[];
  readonly container: ObjectNode | ArrayNode | undefined;
  /** In a key, in a value, or where an author of YAML may begin either. */
  readonly place: 'key' | 'value' | 'either';
  /** The field whose key or value is being typed. */
  readonly property: PropertyNode | undefined;
  /** The value under the cursor, if there is one. */
  readonly value: SourceNode | undefined;
  readonly offset: number;
  /** The characters of the file that a choice replaces. */
  readonly replaced: Range;
}

/** The cursor in a state machine; `undefined` outside of one, and where nothing can be offered. */
export function cursorAt(file: OpenDocument, offset: number): Cursor | undefined {
  const isWhole = isDefinition(file);
  // A file that is a definition is read once, with what is missing at the cursor.
  const syntax = isWhole ? file.syntax : machineAt(file.machines, offset)?.document.syntax;
  return cursorIn(file, offset, syntax ?? file.syntax, (text) => {
    const { machines } =
      text === file.text ? file : { machines: openMachines(text, file.syntax, isWhole, {}) };
    return machineAt(machines, offset);
  });
}

/** The cursor in a text that `read` makes a node tree of, once what is missing there is added. */
export function cursorIn(
  file: OpenDocument,
  offset: number,
  syntax: Syntax,
  read: (text: string) => OpenMachine | undefined,
): Cursor | undefined {
  const repaired = repair(file.text, syntax, offset);
  const open = read(repaired.text);
  // Inside a quoted string each choice would have to be escaped.
  if (!open || open.isEscaped || isInComment(open, offset)) return undefined;
  const place = locate(open, repaired.text, offset);
  const range = wordAround(repaired.text, offset, place, open.document.syntax === 'yaml');
  return { ...place, file, open, text: repaired.text, offset, replaced: original(range, repaired) };
}

function isInComment({ document: { comments } }: OpenMachine, offset: number): boolean {
  return comments.some(({ range }) => range.start < offset && offset <= range.end);
}

type Place = Pick<Cursor, 'steps' | 'container' | 'place' | 'property' | 'value'>;

function locate({ document }: OpenMachine, text: string, offset: number): Place {
  const steps: Step[] = [];
  let node = document.root;
  for (;;) {
    if (node?.kind === 'object') {
      const inside = insideObject(node, text, offset, document.syntax === 'yaml');
      if (inside.kind === 'key') {
        const value = inside.property?.value;
        const isBare = value === undefined || value.kind === 'null';
        // A word that is alone in an item may become the key of an object, or the item itself.
        const canBeValue = document.syntax === 'yaml' && node.properties.length === 1 && isBare;
        return {
          steps,
          container: node,
          place: canBeValue && inside.property ? 'either' : 'key',
          property: inside.property,
          value: undefined,
        };
      }
      const { property } = inside;
      steps.push({ container: node, at: property.key.value });
      const { value } = property;
      if (value && isContainer(value) && holds(value, offset, text)) {
        node = value;
        continue;
      }
      return { steps, container: node, place: 'value', property, value };
    }
    if (node?.kind === 'array') {
      const index = node.items.findIndex((item) => reaches(item, offset, text));
      const item = node.items[index];
      const at =
        index === -1 ? node.items.filter(({ range }) => range.end <= offset).length : index;
      steps.push({ container: node, at });
      if (item && isContainer(item) && holds(item, offset, text)) {
        node = item;
        continue;
      }
      return { steps, container: node, place: 'value', property: undefined, value: item };
    }
    return {
      steps,
      container: undefined,
      place: node ? 'value' : 'key',
      property: undefined,
      value: node,
    };
  }
}

function isContainer(node: SourceNode): node is ObjectNode | ArrayNode {
  return node.kind === 'object' || node.kind === 'array';
}

/** A block of YAML begins with its first key, without a bracket before it. */
function holds({ range }: SourceNode, offset: number, text: string): boolean {
  const isBlock = !/[{[]/.test(text[range.start] ?? '');
  return (isBlock ? range.start <= offset : range.start < offset) && offset <= range.end;
}

/** Scalars are still being typed at their end. */
function reaches(node: SourceNode, offset: number, text: string): boolean {
  const { start, end } = node.range;
  if (isContainer(node)) {
    const isClosed = /[}\]]/.test(text[end - 1] ?? '');
    return holds(node, offset, text) && (isClosed ? offset < end : offset <= end);
  }
  return start <= offset && offset <= end;
}

type Inside =
  | { readonly kind: 'key'; readonly property: PropertyNode | undefined }
  | { readonly kind: 'value'; readonly property: PropertyNode };

function insideObject(
  { properties }: ObjectNode,
  text: string,
  offset: number,
  isYaml: boolean,
): Inside {
  let before: PropertyNode | undefined;
  for (const property of properties) {
    const { key, value } = property;
    if (key.range.start <= offset && offset <= key.range.end) return { kind: 'key', property };
    if (value && value.range.start <= offset && reaches(value, offset, text)) {
      return { kind: 'value', property };
    }
    if (key.range.end < offset && (!before || key.range.end > before.key.range.end))
      before = property;
  }
  if (!before) return { kind: 'key', property: undefined };
  const gap = text.slice(before.value?.range.end ?? before.key.range.end, offset);
  const isEmpty = before.value === undefined || before.value.kind === 'null';
  // Behind the colon of a field without a value, its value is expected.
  const colon = isYaml ? /^[^\n]*:[^\n]*$/ : /^[^,]*:[^,]*$/;
  const sinceKey = text.slice(before.key.range.end, offset);
  if (isEmpty && colon.test(sinceKey)) return { kind: 'value', property: before };
  if (isYaml && isEmpty && gap.includes('\n')) return { kind: 'key', property: undefined };
  return { kind: 'key', property: undefined };
}

/** The string or word under the cursor. */
function wordAround(text: string, offset: number, place: Place, isYaml: boolean): Range {
  const node = place.place === 'value' ? place.value : place.property?.key;
  if (node && !isContainer(node) && node.kind !== 'null') {
    const { start, end } = node.range;
    if (start <= offset && offset <= end) return { start, end };
  }
  const before = text.slice(0, offset);
  const word = (isYaml ? /[^\s:,[\]{}"'#]*$/ : /[\w.$]*$/).exec(before)?.[0] ?? '';
  return { start: offset - word.length, end: offset };
}

/** A range of the repaired text as it is in the file. */
function original({ start, end }: Range, { at, length }: Repaired): Range {
  const back = (offset: number): number => (offset <= at ? offset : Math.max(at, offset - length));
  return { start: back(start), end: back(end) };
}
