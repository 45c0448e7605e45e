import { member } from '@stepthrough/json';
import type { ShapeCode, ShapeRef } from './sdk-data.ts';
import type { Member, ObjectShape, Shape } from './shape.ts';

/** The shapes of one service's file. Each is made once, when first asked for, because a shape can hold itself. */
export class ShapeTable {
  readonly #codes: readonly ShapeCode[];
  readonly #made = new Map<ShapeRef, Shape>();

  constructor(codes: readonly ShapeCode[]) {
    this.#codes = codes;
  }

  /** The object at a place of the file; one without members where there is none. */
  objectAt(ref: ShapeRef): ObjectShape {
    const shape = this.#at(ref);
    return shape.kind === 'object' ? shape : { kind: 'object', members: [] };
  }

  #at(ref: ShapeRef): Shape {
    const shape = this.#made.get(ref) ?? this.#make(ref);
    this.#made.set(ref, shape);
    return shape;
  }

  #make(ref: ShapeRef): Shape {
    const code = typeof ref === 'string' ? undefined : this.#codes[ref];
    if (code === undefined) return member(primitives, String(ref)) ?? { kind: 'any' };
    return shapeOf(code, (inner) => this.#at(inner));
  }
}

/** An object of members by their letters, as `optimized-parameters.ts` has them. */
export function flatObject(members: { readonly [member: string]: string }): ObjectShape {
  return new ShapeTable([members]).objectAt(0);
}

/** The shape that a code means; `at` gives those inside it. */
function shapeOf(code: ShapeCode, at: (ref: ShapeRef) => Shape): Shape {
  if (isChoice(code)) return { kind: 'string', values: code.slice(1) };
  if (isPattern(code)) return { kind: 'string', pattern: code[1] };
  if (isMap(code)) {
    const [, value] = code;
    return {
      kind: 'map',
      get value() {
        return at(value);
      },
    };
  }
  if (isList(code)) {
    const [item] = code;
    return {
      kind: 'list',
      get item() {
        return item === undefined ? ({ kind: 'any' } as const) : at(item);
      },
    };
  }
  let members: readonly Member[] | undefined;
  return {
    kind: 'object',
    get members() {
      members ??= Object.entries(code).map(([marked, inner]: [string, ShapeRef]): Member => {
        const required = marked.endsWith('!');
        const name = required ? marked.slice(0, -1) : marked;
        const shape = at(inner);
        const { values } = shape.kind === 'string' ? shape : {};
        return { name, required, shape, ...(values && { values }) };
      });
      return members;
    },
  };
}

const primitives: { readonly [letter: string]: Shape } = {
  s: { kind: 'string' },
  b: { kind: 'boolean' },
  i: { kind: 'integer' },
  n: { kind: 'number' },
  t: { kind: 'timestamp' },
  B: { kind: 'blob' },
  a: { kind: 'any' },
  L: { kind: 'list', item: { kind: 'any' } },
  M: { kind: 'map', value: { kind: 'any' } },
};

function isChoice(code: ShapeCode): code is readonly ['=', ...string[]] {
  return Array.isArray(code) && code[0] === '=';
}

function isPattern(code: ShapeCode): code is readonly ['~', string] {
  return Array.isArray(code) && code[0] === '~';
}

function isMap(code: ShapeCode): code is readonly ['', ShapeRef] {
  return isList(code) && code[0] === '';
}

function isList(
  code: ShapeCode,
): code is readonly [ShapeRef] | readonly [] | readonly ['', ShapeRef] {
  return Array.isArray(code);
}
