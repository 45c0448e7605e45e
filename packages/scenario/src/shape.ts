/** Shapes of a file's parts as data: the reader checks by them and the JSON Schema is made of them. */
import { type Json, type Range, type SourceNode, toJson } from '@stepthrough/asl';
import { member } from '@stepthrough/json';

export type Shape =
  | { readonly is: 'json'; readonly doc?: string; readonly check?: Check }
  | {
      readonly is: 'text';
      readonly doc?: string;
      readonly values?: readonly string[];
      /** The text names something that `resources` declares. */
      readonly refers?: ResourceKind;
      readonly check?: Check;
    }
  | { readonly is: 'number'; readonly doc?: string }
  /** A number, or limits of one. */
  | { readonly is: 'count'; readonly doc?: string }
  | { readonly is: 'boolean'; readonly doc?: string }
  | { readonly is: 'duration'; readonly doc?: string }
  | { readonly is: 'list'; readonly doc?: string; readonly of: Shape }
  | { readonly is: 'map'; readonly doc?: string; readonly of: Shape; readonly keys?: ResourceKind }
  | {
      readonly is: 'object';
      readonly doc?: string;
      readonly fields: Fields;
      readonly oneOf?: readonly string[];
    };

/** What is wrong with a value, in words; `undefined` when nothing is. */
type Check = (value: Json) => string | undefined;

/** The maps of `resources` whose names are referred to. */
export type ResourceKind =
  'queues' | 'apis' | 'functions' | 'rules' | 'topics' | 'buckets' | 'tables';

export interface Fields {
  readonly [name: string]: Shape & { readonly required?: true };
}

interface ShapeProblem {
  readonly message: string;
  readonly range: Range;
}

/** All that does not fit, each with its place and what would be right. */
export function checkShape(node: SourceNode, shape: Shape, where: string): ShapeProblem[] {
  const wrong = (expected: string): ShapeProblem[] => [
    { message: `${where} must be ${expected}, not ${summary(node)}.`, range: node.range },
  ];
  switch (shape.is) {
    case 'json':
      return checked(toJson(node), shape, where, node.range);
    case 'text':
      if (node.kind === 'placeholder') return [];
      if (node.kind !== 'string') return wrong('a text');
      if (shape.values && !shape.values.includes(node.value)) {
        return wrong(`one of ${shape.values.join(', ')}`);
      }
      return checked(node.value, shape, where, node.range);
    case 'count':
      return isCount(toJson(node))
        ? []
        : wrong(`a number, or limits such as { ${countLimits[0]}: 1 } (${countLimits.join(', ')})`);
    case 'number':
    case 'boolean':
      return node.kind === shape.is
        ? []
        : wrong(shape.is === 'number' ? 'a number' : 'true or false');
    case 'duration':
      return checkDuration(node, wrong);
    case 'list':
      if (node.kind !== 'array') return wrong('a list');
      return node.items.flatMap((item, i) => checkShape(item, shape.of, `${where}[${i}]`));
    case 'map':
      if (node.kind !== 'object') return wrong('an object of names and values');
      return node.properties.flatMap(({ key, value }) =>
        value ? checkShape(value, shape.of, `${where}.${key.value}`) : [],
      );
    case 'object':
      return node.kind === 'object' ? checkFields(node, shape, where) : wrong('an object');
  }
}

function checkDuration(
  node: SourceNode,
  wrong: (expected: string) => ShapeProblem[],
): ShapeProblem[] {
  const milliseconds = durationIn(node);
  if (milliseconds === undefined) {
    return wrong('a duration such as 300ms, 30s, 5m, 12h or 14d (a number means seconds)');
  }
  return milliseconds <= maxDurationMs
    ? []
    : wrong('at most 365d, since no execution takes longer than a year');
}

/** Of a year: what AWS gives an execution. */
const maxDurationMs = 365 * 86_400_000;

/** In milliseconds; `undefined` when the node is no duration. */
function durationIn(node: SourceNode): number | undefined {
  if (node.kind === 'number') return node.value >= 0 ? node.value * 1000 : undefined;
  return node.kind === 'string' ? durationMs(node.value) : undefined;
}

function checked(
  value: Json,
  { check }: { readonly check?: Check },
  where: string,
  range: Range,
): ShapeProblem[] {
  const problem = check?.(value);
  if (problem === undefined) return [];
  // A check that looks inside names the place itself, from where it began.
  const message = /^[.:]/.test(problem) ? `${where}${problem}` : `${where}: ${problem}`;
  return [{ message, range }];
}

const countLimits = ['atLeast', 'atMost', 'lessThan', 'moreThan'];

function isCount(value: Json): boolean {
  if (typeof value === 'number') return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const limits = Object.entries(value);
  return (
    limits.length > 0 &&
    limits.every(([name, limit]) => countLimits.includes(name) && typeof limit === 'number')
  );
}

function checkFields(
  node: Extract<SourceNode, { kind: 'object' }>,
  shape: Extract<Shape, { is: 'object' }>,
  where: string,
): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  const names = new Set(node.properties.map(({ key }) => key.value));
  for (const { key, value } of node.properties) {
    const field = member(shape.fields, key.value);
    if (!field) {
      const known = Object.keys(shape.fields);
      const near = nearest(key.value, known);
      const hint =
        near === undefined ? `It can have ${known.join(', ')}` : `Did you mean "${near}"`;
      const end = near === undefined ? '.' : '?';
      problems.push({
        message: `${where} has no field "${key.value}". ${hint}${end}`,
        range: key.range,
      });
    } else if (value) {
      for (const problem of checkShape(value, field, `${where}.${key.value}`)) {
        problems.push(problem);
      }
    }
  }
  for (const [name, { required }] of Object.entries(shape.fields)) {
    if (required && !names.has(name)) {
      problems.push({ message: `${where} needs the field "${name}".`, range: node.range });
    }
  }
  const { oneOf } = shape;
  if (oneOf && oneOf.filter((name) => names.has(name)).length !== 1) {
    problems.push({
      message: `${where} must have exactly one of ${oneOf.join(', ')}.`,
      range: node.range,
    });
  }
  return problems;
}

/** Milliseconds of a duration such as `30s`; `undefined` when it is none. */
function durationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = match?.[2] === undefined ? undefined : member(units, match[2]);
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}

const units: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The same rules as a JSON Schema (draft-07), for completion and checks in editors. */
export function jsonSchemaOf(shape: Shape): { readonly [name: string]: Json } {
  const doc: { readonly [name: string]: Json } =
    shape.doc === undefined ? {} : { description: shape.doc };
  switch (shape.is) {
    case 'json':
      return doc;
    case 'text':
      return { ...doc, type: 'string', ...(shape.values ? { enum: shape.values } : {}) };
    case 'number':
    case 'boolean':
      return { ...doc, type: shape.is };
    case 'count':
      return {
        ...doc,
        anyOf: [
          { type: 'number' },
          {
            type: 'object',
            properties: Object.fromEntries(countLimits.map((name) => [name, { type: 'number' }])),
            additionalProperties: false,
          },
        ],
      };
    case 'duration':
      return {
        ...doc,
        anyOf: [
          { type: 'number', minimum: 0, maximum: maxDurationMs / 1000 },
          { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?(ms|s|m|h|d)\\s*$' },
        ],
      };
    case 'list':
      return { ...doc, type: 'array', items: jsonSchemaOf(shape.of) };
    case 'map':
      return { ...doc, type: 'object', additionalProperties: jsonSchemaOf(shape.of) };
    case 'object': {
      const required = Object.entries(shape.fields)
        .filter(([, field]) => field.required)
        .map(([name]) => name);
      return {
        ...doc,
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(shape.fields).map(([name, field]) => [name, jsonSchemaOf(field)]),
        ),
        additionalProperties: false,
        ...(required.length > 0 ? { required } : {}),
        ...(shape.oneOf ? { oneOf: shape.oneOf.map((name) => ({ required: [name] })) } : {}),
      };
    }
  }
}

function summary(node: SourceNode): string {
  const text = JSON.stringify(toJson(node));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.other : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The plain data of a node that fits its shape, with every duration in milliseconds. */
export function readShape(node: SourceNode, shape: Shape): Json {
  switch (shape.is) {
    case 'duration':
      return durationIn(node) ?? 0;
    case 'list':
      return node.kind === 'array' ? node.items.map((item) => readShape(item, shape.of)) : [];
    case 'map':
    case 'object': {
      if (node.kind !== 'object') return {};
      const shapeOf = (name: string): Shape | undefined =>
        shape.is === 'map' ? shape.of : member(shape.fields, name);
      return Object.fromEntries(
        node.properties.flatMap(({ key, value }) => {
          const inner = shapeOf(key.value);
          return value && inner ? [[key.value, readShape(value, inner)]] : [];
        }),
      );
    }
    case 'json':
    case 'text':
    case 'number':
    case 'count':
    case 'boolean':
      return toJson(node);
  }
}
