/** Names in a scenario have to lead somewhere: queues, functions, APIs, authorizers, events. */
import { valueOf, type Range, type SourceNode } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import { scenarioShape } from './scenario-shape.ts';
import type { ResourceKind, Shape } from './shape/shape.ts';
import { stageVariable } from './stage-variables.ts';
import { beginningsOf, listed, objectIn, type ObjectNode, type Problem } from './nodes.ts';

/** All names that lead nowhere, each with its place. */
export function referenceProblems(root: ObjectNode): readonly Problem[] {
  const resources = objectIn(root, 'resources');
  const names = new Map<ResourceKind, ReadonlySet<string>>();
  const known = (kind: ResourceKind): ReadonlySet<string> => {
    const found = names.get(kind) ?? new Set(namesIn(objectIn(resources, kind)));
    names.set(kind, found);
    return found;
  };
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
  known: (kind: ResourceKind) => ReadonlySet<string>,
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
    case 'record':
    case 'names':
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
  known: ReadonlySet<string>,
): Problem[] {
  // Only the stage of a request tells.
  if (known.has(name) || name.search(stageVariable) >= 0) return [];
  const message = `There is no ${singular[kind]} "${name}" in "resources.${kind}"; declare it there: ${name}: {}.`;
  return [{ message, range }];
}

function authorizerProblems(apis: ObjectNode | undefined): Problem[] {
  return (apis?.properties ?? []).flatMap(({ value: api }) => {
    if (api?.kind !== 'object') return [];
    const names = new Set(namesIn(objectIn(api, 'authorizers')));
    const routes = objectIn(api, 'routes')?.properties ?? [];
    const users = [api, ...routes.map(({ value }) => value)];
    return users.flatMap((user) => {
      const named = user?.kind === 'object' ? valueOf(user, 'authorizer') : undefined;
      if (named?.kind !== 'string' || named.value === 'NONE' || names.has(named.value)) {
        return [];
      }
      const message = `There is no authorizer "${named.value}" in "authorizers" of this API; it has ${listed(names)}.`;
      return [{ message, range: named.range }];
    });
  });
}

/** `as: name` in starts and events. */
function userProblems(root: ObjectNode): Problem[] {
  const users = new Set(namesIn(objectIn(root, 'users')));
  return beginningsOf(root).flatMap((beginning) =>
    ['http', 'websocket'].flatMap((kind) => {
      const name = valueOf(objectIn(beginning, kind) ?? beginning, 'as');
      if (name?.kind !== 'string' || users.has(name.value)) return [];
      const message = `There is no user "${name.value}" in "users"; it has ${listed(users)}.`;
      return [{ message, range: name.range }];
    }),
  );
}

function repeatProblems(root: ObjectNode): Problem[] {
  const events = valueOf(root, 'events');
  const items = events?.kind === 'array' ? events.items : [];
  const known = new Set<string>();
  return items.flatMap((item) => {
    if (item.kind !== 'object') return [];
    const repeat = valueOf(item, 'repeat');
    const id = valueOf(item, 'id');
    const isKnown = repeat?.kind === 'string' && known.has(repeat.value);
    const before = listed(known);
    if (id?.kind === 'string') known.add(id.value);
    if (repeat?.kind !== 'string' || isKnown) return [];
    const message = `There is no event with id "${repeat.value}" before this one; there are ${before}.`;
    return [{ message, range: repeat.range }];
  });
}

function namesIn(node: ObjectNode | undefined): readonly string[] {
  return node?.properties.map(({ key }) => key.value) ?? [];
}
