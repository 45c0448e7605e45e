import {
  objectNode,
  type ObjectNode,
  type Range,
  type SourceNode,
  type StringNode,
  valueOf,
} from './node.ts';
import { maxDepth, maxExpansion } from './source.ts';

/**
 * A copy of a node in which the Serverless Framework's references to its own file, such as
 * `${self:custom.onError}`, are what they stand for, as aliases are. What the file does not hold stays
 * a substitution.
 */
export function withSelfReferences(node: SourceNode, root: SourceNode): SourceNode {
  return new Reader(root).read(node, 0);
}

/** Whether a text may have such references. */
export function hasSelfReferences(text: string): boolean {
  return text.includes('${self:');
}

/** The whole of a text; `${self:a.b, 'otherwise'}` has a value for when there is no such member. */
const reference = /^self:([\w-]+(?:\.[\w-]+)*)\s*(?:,[^{}]*)?$/;

class Reader {
  readonly #root: SourceNode;
  /** The members that are being read: one that stands inside itself stays a substitution. */
  readonly #open = new Set<SourceNode>();
  /** Values that references have given so far. */
  #given = 0;
  /** The reference in the author's text that is being read, also while those behind it are. */
  #place: Range | undefined;

  constructor(root: SourceNode) {
    this.#root = root;
  }

  read(node: SourceNode, depth: number): SourceNode {
    if (this.#place) this.#given += 1;
    if (depth > maxDepth || this.#given > maxExpansion) return node;
    switch (node.kind) {
      case 'object':
        return this.#readObject(node, depth);
      case 'array':
        return { ...node, items: node.items.map((item) => this.read(item, depth + 1)) };
      case 'placeholder': {
        const arms = node.arms?.map((arm) => this.read(arm, depth + 1));
        return arms ? { ...node, arms } : this.#follow(node, node.name, depth);
      }
      case 'string':
        return this.#follow(node, /^\$\{([^{}]*)\}$/.exec(node.value)?.[1], depth);
      case 'number':
      case 'boolean':
      case 'null':
        return node;
    }
  }

  #readObject(node: ObjectNode, depth: number): ObjectNode {
    const properties = node.properties.map((property) =>
      property.value ? { ...property, value: this.read(property.value, depth + 1) } : property,
    );
    return objectNode(node.range, properties);
  }

  #follow(node: SourceNode, name: string | undefined, depth: number): SourceNode {
    const path = name === undefined ? undefined : reference.exec(name)?.[1];
    const found = path === undefined ? undefined : this.#find(path.split('.'));
    if (!found || this.#open.has(found)) return node;
    const isOutermost = this.#place === undefined;
    this.#place ??= node.range;
    this.#open.add(found);
    const value = placed(this.read(found, depth + 1), node.range);
    this.#open.delete(found);
    if (isOutermost) this.#place = undefined;
    return value;
  }

  #find(path: readonly string[]): SourceNode | undefined {
    let at: SourceNode | undefined = this.#root;
    for (const name of path) {
      if (at?.kind === 'object') at = valueOf(at, name);
      else if (at?.kind === 'array' && /^\d+$/.test(name)) at = at.items[Number(name)];
      else return undefined;
    }
    return at;
  }
}

/** What is referred to, at the place of the reference; no character of a text is written there. */
function placed(node: SourceNode, range: Range): SourceNode {
  if (node.kind !== 'string') return { ...node, range };
  const { value } = node;
  const offsets = [...Array.from({ length: value.length }, () => range.start), range.end];
  const string: StringNode = { kind: 'string', range, value, offsets };
  return string;
}
