import { member } from '@stepthrough/json';
import type { SdkIndex, ServiceShapes, ShapeCode, ShapeRef } from './sdk-data.ts';
import type { Member, ObjectShape, Shape } from './shape.ts';

/** Gives the text of a file of `generated`, or `undefined` where there is none. */
export type ReadFile = (name: string) => string | undefined;

export interface SdkService {
  /** As it follows `aws-sdk:`. */
  readonly name: string;
  readonly title: string;
  /** First part of the service's error names, e.g. `DynamoDb`. */
  readonly errorPrefix: string;
  /** In camel case, as they follow the service. */
  readonly actions: readonly string[];
}

interface SdkAction {
  readonly input: ObjectShape;
  readonly output: ObjectShape;
}

/** AWS's API models. A file is read when first asked for, and once. */
export class SdkModels {
  readonly #read: ReadFile;
  readonly #shapes = new Map<string, ServiceShapes | undefined>();
  #services: ReadonlyMap<string, SdkService> | undefined;

  constructor(read: ReadFile) {
    this.#read = read;
  }

  get services(): ReadonlyMap<string, SdkService> {
    this.#services ??= new Map(
      Object.entries(parse<SdkIndex>(this.#read('index.json')) ?? {}).map(
        ([name, { title, prefix, actions }]) => [
          name,
          { name, title, errorPrefix: prefix, actions },
        ],
      ),
    );
    return this.#services;
  }

  action(service: string, action: string): SdkAction | undefined {
    const data = this.#load(service);
    const refs = data && member(data.actions, action);
    if (!data || !refs) return undefined;
    return { input: objectAt(data.shapes, refs[0]), output: objectAt(data.shapes, refs[1]) };
  }

  #load(service: string): ServiceShapes | undefined {
    // The index is large; only `aws-sdk:` needs it.
    if (service === 'index') return undefined;
    if (!this.#shapes.has(service)) {
      this.#shapes.set(service, parse<ServiceShapes>(this.#read(`${service}.json`)));
    }
    return this.#shapes.get(service);
  }
}

function parse<T>(text: string | undefined): T | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as T);
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

/** An object of members by their letters, as `optimized-parameters.ts` has them. */
export function flatObject(members: { readonly [member: string]: string }): ObjectShape {
  return objectAt([members], 0);
}

/** Shapes are made once for each place in their file. */
const made = new WeakMap<readonly ShapeCode[], Map<ShapeRef, Shape>>();

function shapeAt(shapes: readonly ShapeCode[], ref: ShapeRef): Shape {
  const known = made.get(shapes) ?? new Map<ShapeRef, Shape>();
  made.set(shapes, known);
  const shape = known.get(ref) ?? makeShape(shapes, ref);
  known.set(ref, shape);
  return shape;
}

function objectAt(shapes: readonly ShapeCode[], ref: ShapeRef): ObjectShape {
  const shape = shapeAt(shapes, ref);
  return shape.kind === 'object' ? shape : { kind: 'object', members: [] };
}

function makeShape(shapes: readonly ShapeCode[], ref: ShapeRef): Shape {
  const code = typeof ref === 'string' ? undefined : shapes[ref];
  if (code === undefined) return member(primitives, String(ref)) ?? { kind: 'any' };
  if (isMap(code)) {
    const [, value] = code;
    return {
      kind: 'map',
      get value() {
        return shapeAt(shapes, value);
      },
    };
  }
  if (isList(code)) {
    const [item] = code;
    return {
      kind: 'list',
      get item() {
        return item === undefined ? ({ kind: 'any' } as const) : shapeAt(shapes, item);
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
        return { name, required, shape: shapeAt(shapes, inner) };
      });
      return members;
    },
  };
}

function isMap(code: ShapeCode): code is readonly ['', ShapeRef] {
  return isList(code) && code[0] === '';
}

function isList(
  code: ShapeCode,
): code is readonly [ShapeRef] | readonly [] | readonly ['', ShapeRef] {
  return Array.isArray(code);
}
