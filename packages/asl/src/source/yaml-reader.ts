import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type SyntaxProblem, maxExpansion, tooDeep } from './source.ts';
import {
  objectNode,
  type PropertyNode,
  type Range,
  type SourceNode,
  type StringNode,
} from './node.ts';
import { armsOf } from './alternatives.ts';
import { aliasTargets } from './yaml-aliases.ts';

/** Makes the node tree of a composed YAML document, in which aliases are what they stand for. */
export class YamlReader {
  readonly problems: SyntaxProblem[] = [];
  readonly #contents: Node | null;
  readonly #text: string;
  /** Objects and lists that may stand inside each other. */
  readonly #depth: number;
  /** Anchors whose aliases are being read. */
  readonly #open = new Set<Node>();
  #targets: ReadonlyMap<Alias, Node> | undefined;
  /** Values that aliases have given so far. */
  #expanded = 0;
  /** The alias in the author's text that is being read, also while those behind it are. */
  #alias: Range | undefined;

  constructor(contents: Node | null, text: string, depth: number) {
    this.#contents = contents;
    this.#text = text;
    this.#depth = depth;
  }

  read(node: Node | null, depth: number): SourceNode | undefined {
    if (node === null) return undefined;
    if (isAlias(node)) return this.#readAlias(node, depth);
    if (this.#alias && ++this.#expanded > maxExpansion) return undefined;
    const range = rangeOf(node);
    const tag = node.tag;
    // `!Sub [template, values]` stands for its template.
    if (tag === '!Sub' && isSeq(node) && isScalar(node.items[0])) {
      return this.read(node.items[0], depth);
    }
    if (tag?.startsWith('!') && !(tag === '!Sub' && isScalar(node))) {
      const name = isScalar(node) ? this.#text.slice(range.start, range.end) : tag;
      const arms = tag === '!If' && isSeq(node) ? this.#readArms(node, depth) : undefined;
      return { kind: 'placeholder', range, name, ...(arms && { arms }) };
    }
    if (isScalar(node)) return readScalar(node.value, range, node.type === 'PLAIN');
    // Through aliases, and through the one-member maps of YAML's flow style, which have no brackets.
    if (depth >= this.#depth) {
      const { start, end } = this.#alias ?? range;
      return this.#refuse(tooDeep({ start, end }));
    }
    if (isMap(node)) return objectNode(range, this.#readMap(node, depth + 1));
    if (isSeq(node)) return { kind: 'array', range, items: this.#readList(node, depth + 1) };
    return undefined;
  }

  #readAlias(node: Alias, depth: number): SourceNode | undefined {
    if (this.#hasSpentAll()) return undefined;
    const range = rangeOf(node);
    this.#targets ??= aliasTargets(this.#contents);
    const target = this.#targets.get(node);
    if (!target) {
      const message = `No anchor &${node.source} stands before this alias.`;
      return this.#refuse({ message, range });
    }
    if (this.#open.has(target)) {
      const message = `The alias *${node.source} stands inside its own anchor.`;
      return this.#refuse({ message, range });
    }
    const isOutermost = this.#alias === undefined;
    this.#alias ??= range;
    this.#open.add(target);
    const value = this.read(target, depth);
    this.#open.delete(target);
    if (isOutermost) {
      this.#alias = undefined;
      if (this.#hasSpentAll()) return this.#refuse({ message: tooMuch, range });
    }
    return value && { ...value, range };
  }

  /** Whether aliases have given all that they may; what is being read is then given up. */
  #hasSpentAll(): boolean {
    return this.#expanded > maxExpansion;
  }

  #readArms(node: YAMLSeq, depth: number): readonly SourceNode[] | undefined {
    return depth < this.#depth ? armsOf(this.#readList(node, depth + 1)) : undefined;
  }

  #readList(node: YAMLSeq, depth: number): SourceNode[] {
    const items: SourceNode[] = [];
    const { start, end } = rangeOf(node);
    for (const item of node.items as (Node | null)[]) {
      if (this.#alias && this.#hasSpentAll()) break;
      items.push(this.read(item, depth) ?? { kind: 'null', range: { start, end } });
    }
    return items;
  }

  #readMap(node: YAMLMap, depth: number): PropertyNode[] {
    const own: PropertyNode[] = [];
    const merged: SourceNode[] = [];
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      if (this.#alias && this.#hasSpentAll()) break;
      const key = this.#readKey(pair.key);
      const value = this.read(pair.value, depth);
      if (key.value === '<<' && value && value.kind !== 'string' && !isFilledIn(value)) {
        merged.push(value);
      } else {
        const end = Math.max(key.range.end, pair.value ? rangeOf(pair.value).end : 0);
        own.push({ key, value, range: { start: key.range.start, end } });
      }
    }
    return merged.length === 0 ? own : [...mergedInto(own, merged), ...own];
  }

  #readKey(node: Node | null): StringNode {
    if (node === null) return { kind: 'string', range: { start: 0, end: 0 }, value: '' };
    const range = rangeOf(node);
    const value = isScalar(node) ? String(node.value) : this.#text.slice(range.start, range.end);
    return { kind: 'string', range, value };
  }

  #refuse(problem: SyntaxProblem): undefined {
    this.problems.push(problem);
    return undefined;
  }
}

const tooMuch = `The aliases expand to more than ${maxExpansion} nodes; this alias and those after it are not read. Write out what differs, or share less.`;

/** Whether some of what is merged is known to the deployment only. */
function isFilledIn(merged: SourceNode): boolean {
  if (merged.kind === 'array') return merged.items.some(isFilledIn);
  return merged.kind === 'placeholder';
}

/** The members that merge keys add: the first of a name, and none that the object has itself. */
function mergedInto(
  own: readonly PropertyNode[],
  merged: readonly SourceNode[],
): readonly PropertyNode[] {
  const names = new Set(own.map(({ key }) => key.value));
  const added: PropertyNode[] = [];
  const pending = [...merged].reverse();
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (value.kind === 'array') {
      for (let index = value.items.length - 1; index >= 0; index -= 1) {
        const item = value.items[index];
        if (item) pending.push(item);
      }
    }
    if (value.kind !== 'object') continue;
    const fresh = value.properties.filter(({ key }) => !names.has(key.value));
    for (const property of fresh) {
      names.add(property.key.value);
      added.push(property);
    }
  }
  return added;
}

function readScalar(value: unknown, range: Range, plain: boolean): SourceNode {
  if (typeof value === 'string') {
    const bare = plain ? /^\$\{([^}]*)\}$/.exec(value) : null;
    if (bare) return { kind: 'placeholder', range, name: bare[1] ?? '' };
    return { kind: 'string', range, value };
  }
  if (typeof value === 'number') return { kind: 'number', range, value };
  if (typeof value === 'boolean') return { kind: 'boolean', range, value };
  return { kind: 'null', range };
}

function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}
