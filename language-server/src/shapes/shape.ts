import type { SourceNode } from '@stepthrough/asl';

/** What is known of a value that a workflow carries, for completion and hovers: a good guess, not a proof. */
export interface Shape {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'any';
  /** Of an object, the members that some way gives it. */
  readonly members?: ReadonlyMap<string, Shape>;
  /** Of an array, what its items have in common. */
  readonly items?: Shape;
  /** What it is, in words, where it has a meaning of its own. */
  readonly doc?: string;
}

export const any: Shape = { type: 'any' };
export const text: Shape = { type: 'string' };

export function objectOf(members: { readonly [name: string]: Shape }): Shape {
  return { type: 'object', members: new Map(Object.entries(members)) };
}

export function arrayOf(items: Shape): Shape {
  return { type: 'array', items };
}

/** The shape of a literal. */
export function shapeOfNode(node: SourceNode): Shape {
  switch (node.kind) {
    case 'object':
      return {
        type: 'object',
        members: new Map(
          node.properties.map(({ key, value }) => [key.value, value ? shapeOfNode(value) : any]),
        ),
      };
    case 'array':
      return arrayOf(node.items.map(shapeOfNode).reduce(union, any));
    case 'placeholder':
      return any;
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { type: node.kind };
  }
}

/** Of an object that grows from state to state, each of which has a shape of its own. */
const mostMembers = 300;

/** What holds for a value that comes from either of two ways. */
export function union(a: Shape, b: Shape): Shape {
  if (a.type === 'any' || a.type === 'null') return b;
  if (b.type === 'any' || b.type === 'null') return a;
  if (a.type !== b.type) return any;
  if (a.members && b.members) {
    if (a.members === b.members) return a;
    const members = new Map(a.members);
    for (const [name, shape] of b.members) {
      const known = members.get(name);
      if (known || members.size < mostMembers) {
        members.set(name, known ? union(known, shape) : shape);
      }
    }
    return { ...a, members };
  }
  if (a.items && b.items) return { ...a, items: union(a.items, b.items) };
  return a.members || a.items ? a : b;
}

export function memberOf(shape: Shape, name: string): Shape {
  return shape.members?.get(name) ?? any;
}

export function itemOf(shape: Shape): Shape {
  return shape.items ?? any;
}

/** The object with a value put at a path of names, as ResultPath does. */
export function withMember(shape: Shape, names: readonly string[], value: Shape): Shape {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if ((shape.members?.size ?? 0) >= mostMembers && !shape.members?.has(name)) return shape;
  const members = new Map(shape.members ?? []);
  members.set(name, withMember(members.get(name) ?? any, rest, value));
  return { type: 'object', members };
}

/** In a few words: `object with id, total`, `array of string`. */
export function inWords(shape: Shape): string {
  if (shape.members) {
    const names = [...shape.members.keys()];
    const shown = names.slice(0, 8).join(', ');
    if (names.length === 0) return 'object';
    return `object with ${shown}${names.length > 8 ? ', …' : ''}`;
  }
  if (shape.items && shape.items.type !== 'any') return `array of ${inWords(shape.items)}`;
  return shape.type === 'any' ? 'any value' : shape.type;
}
