import {
  type ArrayNode,
  type AslDocument,
  type ObjectNode,
  type PropertyNode,
  type Range,
  type SourceNode,
} from '@stepthrough/asl';

/** A container on the way from the root of a definition to the cursor, and what was taken in it. */
export interface Step {
  readonly container: ObjectNode | ArrayNode;
  /** A field's name or an item's index. */
  readonly at: string | number;
}

/** A place in a node tree, seen from the root. */
export interface Place {
  /** The containers around, the innermost last. */
  readonly steps: readonly Step[];
  readonly container: ObjectNode | ArrayNode | undefined;
  /** In a key, in a value, or where an author of YAML may begin either. */
  readonly place: 'key' | 'value' | 'either';
  /** The field whose key or value is being typed. */
  readonly property: PropertyNode | undefined;
  /** The value under the cursor, if there is one. */
  readonly value: SourceNode | undefined;
}

/** `undefined` where nothing can be written: outside of the definition, or between a key and its value. */
export function locate(document: AslDocument, text: string, offset: number): Place | undefined {
  const isYaml = document.syntax === 'yaml';
  const steps: Step[] = [];
  let node = document.root;
  if (node && isOutside(node, offset, isYaml)) return undefined;
  for (;;) {
    if (node?.kind === 'object') {
      const inside = insideObject(node, text, offset, isYaml);
      if (!inside) return undefined;
      if (inside.kind === 'key') {
        if (isYaml && isElsewhere(node, inside.property, document)) return undefined;
        const value = inside.property?.value;
        const isBare = value === undefined || value.kind === 'null';
        // A word that is alone in an item may become the key of an object, or the item itself.
        const canBeValue = isYaml && node.properties.length === 1 && isBare;
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

/** What YAML reads where nothing is written. */
function isEmptyNull({ kind, range }: SourceNode): boolean {
  return kind === 'null' && range.start === range.end;
}

function isOutside(root: SourceNode, offset: number, isYaml: boolean): boolean {
  if (!isContainer(root)) return false;
  const { start, end } = root.range;
  if (isYaml) return offset < start;
  const parts = root.kind === 'object' ? root.properties : root.items;
  // While the last bracket is missing, the root ends with its last part.
  const isClosed = end - start > 1 && parts.at(-1)?.range.end !== end;
  return offset <= start || (isClosed && offset >= end);
}

/** Whether a key in block style of YAML stands in another column than those beside it. */
function isElsewhere(
  { properties, range }: ObjectNode,
  property: PropertyNode | undefined,
  { text, layout }: AslDocument,
): boolean {
  if (!property || text[range.start] === '{') return false;
  const column = ({ key }: PropertyNode): number =>
    key.range.start - layout.lineStart(key.range.start);
  return properties.some(
    (each) => each !== property && isBetween(each, range) && column(each) !== column(property),
  );
}

/** What a merge key brings stands somewhere else. */
function isBetween(property: PropertyNode, range: Range): boolean {
  return range.start <= property.range.start && property.range.end <= range.end;
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
): Inside | undefined {
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
  // Between a key and the value that stands behind it.
  if (before.value && !isEmptyNull(before.value) && offset <= before.value.range.start) {
    return undefined;
  }
  const gap = text.slice(before.value?.range.end ?? before.key.range.end, offset);
  const isEmpty = before.value === undefined || isEmptyNull(before.value);
  // Behind the colon of a field without a value, its value is expected.
  const sinceKey = text.slice(before.key.range.end, offset);
  const isBehindColon = sinceKey.includes(':') && !sinceKey.includes(isYaml ? '\n' : ',');
  if (isEmpty && isBehindColon) return { kind: 'value', property: before };
  if (isYaml && isEmpty && gap.includes('\n')) return { kind: 'key', property: undefined };
  return { kind: 'key', property: undefined };
}
