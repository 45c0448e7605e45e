/** Names in a scenario have to lead somewhere: queues, functions, APIs, authorizers, events. */
import { valueOf, type Range, type SourceNode } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import { scenarioShape } from './scenario-shape.ts';
import type { ResourceKind, Shape } from './shape.ts';
import { stageVariable } from './stage-variables.ts';
import { beginningsOf, objectIn, type ObjectNode, type Problem } from './nodes.ts';

/** All names that lead nowhere, each with its place. */
export function referenceProblems(root: ObjectNode): readonly Problem[] {
  const resources = objectIn(root, 'resources');
  const known = (kind: ResourceKind): readonly string[] => namesIn(objectIn(resources, kind));
  return [
    ...find(root, scenarioShape, known),
    ...authorizerProblems(objectIn(resources, 'apis')),
    ...userProblems(root),
    ...repeatProblems(root),
  ];
}

function find(
  node: SourceNode,
  shape: Shape,
  known: (kind: ResourceKind) => readonly string[],
): Problem[] {
  switch (shape.is) {
    case 'text':
      return shape.refers && node.kind === 'string'
        ? missing(shape.refers, node.value, node.range, known(shape.refers))
        : [];
    case 'list':
      return node.kind === 'array' ? node.items.flatMap((item) => find(item, shape.of, known)) : [];
    case 'map':
    case 'object':
      if (node.kind !== 'object') return [];
      return node.properties.flatMap(({ key, value }) => {
        const inner = shape.is === 'map' ? shape.of : member(shape.fields, key.value);
        const kind = shape.is === 'map' ? shape.keys : undefined;
        return [
          ...(kind ? missing(kind, key.value, key.range, known(kind)) : []),
          ...(value && inner ? find(value, inner, known) : []),
        ];
      });
    case 'json':
    case 'number':
    case 'count':
    case 'boolean':
    case 'duration':
      return [];
  }
}

const singular: { readonly [K in ResourceKind]: string } = {
  queues: 'queue',
  apis: 'API',
  functions: 'function',
  rules: 'rule',
  topics: 'topic',
  buckets: 'bucket',
  tables: 'table',
};

function missing(
  kind: ResourceKind,
  name: string,
  range: Range,
  known: readonly string[],
): Problem[] {
  // Only the stage of a request tells.
  if (known.includes(name) || name.search(stageVariable) >= 0) return [];
  const message = `There is no ${singular[kind]} "${name}" in "resources.${kind}"; declare it there: ${name}: {}.`;
  return [{ message, range }];
}

function authorizerProblems(apis: ObjectNode | undefined): Problem[] {
  return (apis?.properties ?? []).flatMap(({ value: api }) => {
    if (api?.kind !== 'object') return [];
    const names = namesIn(objectIn(api, 'authorizers'));
    const routes = objectIn(api, 'routes')?.properties ?? [];
    const users = [api, ...routes.map(({ value }) => value)];
    return users.flatMap((user) => {
      const named = user?.kind === 'object' ? valueOf(user, 'authorizer') : undefined;
      if (named?.kind !== 'string' || named.value === 'NONE' || names.includes(named.value)) {
        return [];
      }
      const message = `There is no authorizer "${named.value}" in "authorizers" of this API; it has ${names.join(', ') || 'none'}.`;
      return [{ message, range: named.range }];
    });
  });
}

/** `as: name` in starts and events. */
function userProblems(root: ObjectNode): Problem[] {
  const users = namesIn(objectIn(root, 'users'));
  return beginningsOf(root).flatMap((beginning) =>
    ['http', 'websocket'].flatMap((kind) => {
      const name = valueOf(objectIn(beginning, kind) ?? beginning, 'as');
      if (name?.kind !== 'string' || users.includes(name.value)) return [];
      const message = `There is no user "${name.value}" in "users"; it has ${users.join(', ') || 'none'}.`;
      return [{ message, range: name.range }];
    }),
  );
}

function repeatProblems(root: ObjectNode): Problem[] {
  const events = valueOf(root, 'events');
  const items = events?.kind === 'array' ? events.items : [];
  const ids: string[] = [];
  return items.flatMap((item) => {
    if (item.kind !== 'object') return [];
    const repeat = valueOf(item, 'repeat');
    const id = valueOf(item, 'id');
    const known = [...ids];
    if (id?.kind === 'string') ids.push(id.value);
    if (repeat?.kind !== 'string' || known.includes(repeat.value)) return [];
    const message = `There is no event with id "${repeat.value}" before this one; there are ${known.join(', ') || 'none'}.`;
    return [{ message, range: repeat.range }];
  });
}

function namesIn(node: ObjectNode | undefined): readonly string[] {
  return node?.properties.map(({ key }) => key.value) ?? [];
}
