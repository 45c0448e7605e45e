/** Whether the nodes of a file fit a shape, each misfit with its place and what would be right. */
import { type Range, type SourceNode, toJson } from '@stepthrough/asl';
import { isObject, member, type Json, nearest } from '@stepthrough/json';
import { durationOf, maxDurationMs } from './duration.ts';
import type { JsonShape, Limits, ObjectShape, RecordShape, Shape, TextShape } from './shape.ts';

interface ShapeProblem {
  readonly message: string;
  readonly range: Range;
}

/** All that does not fit; `where` names the node in messages, e.g. `The scenario`. */
export function checkShape(node: SourceNode, shape: Shape, where: string): ShapeProblem[] {
  const wrong = (expected: string): ShapeProblem[] => [
    { message: `${where} must be ${expected}, not ${summary(node)}.`, range: node.range },
  ];
  switch (shape.is) {
    case 'json':
      return checked(toJson(node), shape, where, node.range);
    case 'record':
      return node.kind === 'object'
        ? checked(toJson(node), shape, where, node.range)
        : wrong('an object');
    case 'text':
      if (node.kind === 'placeholder') return [];
      if (node.kind !== 'string') return wrong('a text');
      if (shape.values && !shape.values.includes(node.value)) {
        return wrong(`one of ${shape.values.join(', ')}`);
      }
      return checked(node.value, shape, where, node.range);
    case 'names':
      return isNames(toJson(node)) ? [] : wrong('a text or a list of texts');
    case 'count':
      return isCount(toJson(node))
        ? []
        : wrong(`a number, or limits such as { ${limitNames[0]}: 1 } (${limitNames.join(', ')})`);
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
  const duration =
    node.kind === 'number' || node.kind === 'string' ? durationOf(node.value) : undefined;
  if (duration === undefined) {
    return wrong('a duration such as 300ms, 30s, 5m, 12h or 14d (a number means seconds)');
  }
  return duration <= maxDurationMs
    ? []
    : wrong('at most 365d, since no execution takes longer than a year');
}

function checked(
  value: Json,
  { check }: JsonShape | RecordShape | TextShape,
  where: string,
  range: Range,
): ShapeProblem[] {
  const problem = check?.(value);
  if (problem === undefined) return [];
  // A check that looks inside names the place itself, from where it began.
  const message = /^[.:]/.test(problem) ? `${where}${problem}` : `${where}: ${problem}`;
  return [{ message, range }];
}

export const limitNames: readonly (keyof Limits)[] = ['atLeast', 'atMost', 'lessThan', 'moreThan'];

function isCount(value: Json): boolean {
  if (typeof value === 'number') return true;
  if (!isObject(value)) return false;
  const limits = Object.entries(value);
  return (
    limits.length > 0 &&
    limits.every(
      ([name, limit]) => limitNames.some((known) => known === name) && typeof limit === 'number',
    )
  );
}

function isNames(value: Json): boolean {
  return [value].flat().every((name) => typeof name === 'string');
}

function checkFields(
  node: Extract<SourceNode, { kind: 'object' }>,
  shape: ObjectShape,
  where: string,
): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  const given = new Set(node.properties.map(({ key }) => key.value));
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
  for (const [name, field] of Object.entries(shape.fields)) {
    if (field.required && !given.has(name)) {
      problems.push({ message: `${where} needs the field "${name}".`, range: node.range });
    }
  }
  const { oneOf } = shape;
  if (oneOf && oneOf.filter((name) => given.has(name)).length !== 1) {
    problems.push({
      message: `${where} must have exactly one of ${oneOf.join(', ')}.`,
      range: node.range,
    });
  }
  return problems;
}

function summary(node: SourceNode): string {
  const text = JSON.stringify(toJson(node));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
