/** Values of a scenario's fields that the catalogue, the machines beside it and its functions' files know. */
import {
  readResource,
  isIntegration,
  stateTypes,
  valueOf,
  type SourceNode,
  type State,
} from '@stepthrough/asl';
import {
  errorDoc,
  historyEventTypes,
  memberOf,
  optimizedActions,
  statesErrors,
  type Sample,
  type ServiceCatalog,
  type Shape,
} from '@stepthrough/catalog';
import { CompletionItemKind } from 'vscode-languageserver';
import { calledBy } from '../called-by.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import { literal } from './state-choices.ts';

/** What the choices are made of: the catalogue, and the states of the machines beside the scenario. */
interface Known {
  readonly services: ServiceCatalog;
  readonly states: readonly State[];
}

/** Choices for the value of the field at the cursor; the likely ones first. */
export function scenarioValues(cursor: Cursor, known: Known): Choice[] {
  const fields = fieldsOf(cursor);
  const field = fields.at(-1) ?? '';
  const inner = fields.at(-2);
  switch (field) {
    case 'service':
      return choicesOf(servicesOf(known));
    case 'action':
      return choicesOf(actionsOf(cursor, known));
    case 'runtime':
      return choicesOf(new Map(runtimesOf(known).map((name) => [name, 1])));
    case 'error':
      return choicesOf(errorsOf(cursor, known), errorDoc);
    case 'type':
    case 'event':
      return (field === 'type' && inner === 'history') || (field === 'event' && inner === 'never')
        ? choicesOf(eventTypes)
        : [];
    default:
      return [];
  }
}

/** Members of what a service answers, at the cursor inside `return`. */
export function returnedMembers(cursor: Cursor, known: Known): Choice[] {
  const { steps, container, property } = cursor;
  const at = steps.findIndex((step) => step.at === 'return');
  if (at < 0 || steps[0]?.at !== 'answers') return [];
  const shape = steps
    .slice(at + 1)
    .reduce<Shape | undefined>(
      (outer, step) => innerShape(outer, step.at),
      answeredShape(cursor, known),
    );
  if (shape?.kind !== 'object') return [];
  const present = new Set(
    container?.kind === 'object'
      ? container.properties.filter((each) => each !== property).map(({ key }) => key.value)
      : [],
  );
  return shape.members
    .filter(({ name }) => !present.has(name))
    .map(({ name, required, doc, shape: { kind } }): Choice => ({
      label: name,
      kind: CompletionItemKind.Property,
      detail: kind,
      doc,
      insert: { as: 'member', key: literal(name), value: blanks[kind] },
      rank: required ? 1 : 4,
    }));
}

/** What stands for a value of a kind until it is written. */
const blanks: { readonly [K in Shape['kind']]: string } = {
  object: '={ $1 }',
  map: '={ $1 }',
  list: '=[$1]',
  boolean: '=${1|true,false|}',
  integer: '=${1:1}',
  number: '=${1:1}',
  string: '${1:value}',
  timestamp: '${1:value}',
  blob: '${1:value}',
  any: '${1:value}',
};

/** Names of fields around the cursor, the innermost last; the item of a list counts for the list. */
function fieldsOf({ steps }: Cursor): readonly string[] {
  return steps.map(({ at }) => at).filter((at) => typeof at === 'string');
}

/** By rank: lower is likelier. */
type Ranked = ReadonlyMap<string, number>;

function choicesOf(ranked: Ranked, doc?: (name: string) => string | undefined): Choice[] {
  return [...ranked].map(([name, rank]) => ({
    label: name,
    kind: CompletionItemKind.Constant,
    doc: doc?.(name),
    insert: { as: 'value', value: literal(name) },
    rank,
  }));
}

function servicesOf({ services, states }: Known): Ranked {
  const ranked = new Map<string, number>();
  for (const [name] of services.sdkServices) ranked.set(name, 4);
  for (const action of optimizedActions) ranked.set(action.split(':')[0] ?? '', 3);
  for (const { service } of calledIn(states)) ranked.set(service, 1);
  return ranked;
}

function actionsOf(cursor: Cursor, { services, states }: Known): Ranked {
  const wanted = textsOf(siblingOf(cursor, 'service'));
  const ranked = new Map<string, number>();
  for (const service of wanted) {
    for (const action of services.sdkServices.get(service)?.actions ?? []) ranked.set(action, 4);
    for (const optimized of optimizedActions) {
      const [name, action = ''] = optimized.split(':');
      if (name === service) ranked.set(action, 3);
    }
  }
  for (const { service, action } of calledIn(states)) {
    if (wanted.length === 0 || wanted.includes(service)) ranked.set(action, 1);
  }
  return ranked;
}

/** The newest first, of the languages whose handlers run here. */
function runtimesOf({ services }: Known): readonly string[] {
  const { input } = services.integration('aws-sdk:lambda:createFunction') ?? {};
  const known = memberOf(input, 'Runtime')?.values ?? [];
  const offered = known.filter((name) => /^(?:nodejs\d+\.x|python3\.\d+)$/.test(name));
  return offered.toSorted(
    (a, b) => a.slice(0, 6).localeCompare(b.slice(0, 6)) || versionOf(b) - versionOf(a),
  );
}

function versionOf(runtime: string): number {
  return Number(/(\d+)(?:\.x)?$/.exec(runtime)?.[1] ?? 0);
}

/** Those that the machines name, then those of the services that the answer, or the machines, ask, then `States.*`. */
function errorsOf(cursor: Cursor, known: Known): Ranked {
  const ranked = new Map<string, number>();
  for (const name of Object.keys(statesErrors)) ranked.set(name, 4);
  const matched = matchedResources(cursor, known);
  const resources = matched.length > 0 ? matched : resourcesIn(known.states);
  for (const resource of resources) {
    const isFunction = readResource(resource).kind === 'function';
    const integration = isFunction
      ? known.services.integration('lambda:invoke')
      : calledBy(known.services, resource)?.integration;
    for (const name of integration?.errors ?? []) ranked.set(name, 3);
  }
  for (const state of known.states) for (const name of namedIn(state)) ranked.set(name, 1);
  return ranked;
}

/** The errors that a state throws, tries again or catches. */
function namedIn(state: State): readonly string[] {
  const thrown = state.type === 'Fail' && state.error ? [state.error.value] : [];
  const rules = ['Retry', 'Catch'].flatMap((field) => itemsOf(valueOf(state.node, field)));
  const taken = rules.flatMap((rule) =>
    rule.kind === 'object' ? textsOf(valueOf(rule, 'ErrorEquals')) : [],
  );
  return [...thrown, ...taken].filter((name) => name !== 'States.ALL' && !name.startsWith('{%'));
}

const eventTypes: Ranked = new Map([
  ...historyEventTypes.map((name) => [name, 1] as const),
  ...stateTypes.flatMap((type) => [
    [`${type}StateEntered`, 2] as const,
    ...(type === 'Fail' ? [] : [[`${type}StateExited`, 2] as const]),
  ]),
]);

/** What the service that the answer is for gives: of the state that it matches, or of service and action. */
function answeredShape(cursor: Cursor, known: Known): Shape | undefined {
  for (const resource of matchedResources(cursor, known)) {
    const called = calledBy(known.services, resource);
    if (!called) continue;
    const { integration, pattern } = called;
    return integration.output(pattern) ?? shapeOfSample(integration.sample(pattern));
  }
  return undefined;
}

/** Optimized integrations that answer otherwise than the API are known by an example. */
function shapeOfSample(sample: Sample): Shape {
  if (Array.isArray(sample)) return { kind: 'list', item: shapeOfSample(sample[0] ?? null) };
  if (typeof sample !== 'object' || sample === null) {
    return { kind: typeof sample === 'number' ? 'number' : 'any' };
  }
  const members = Object.entries(sample).map(([name, value]) => ({
    name,
    required: false,
    shape: shapeOfSample(value),
  }));
  return { kind: 'object', members };
}

/** Resources that the `match` around the cursor means. */
function matchedResources(cursor: Cursor, { states }: Known): readonly string[] {
  const match = matchAround(cursor);
  if (match?.kind !== 'object') return [];
  const names = textsOf(valueOf(match, 'state'));
  const resource = textsOf(valueOf(match, 'resource'));
  const actions = textsOf(valueOf(match, 'service')).flatMap((service) =>
    textsOf(valueOf(match, 'action')).flatMap((action) => [
      `arn:aws:states:::${service}:${action}`,
      `arn:aws:states:::aws-sdk:${service}:${action}`,
    ]),
  );
  const isOfFunction = valueOf(match, 'function') !== undefined;
  return [
    ...resourcesIn(states.filter(({ name }) => names.includes(name))),
    ...resource,
    ...actions,
    ...(isOfFunction ? ['arn:aws:states:::lambda:invoke'] : []),
  ];
}

function matchAround({ steps }: Cursor): SourceNode | undefined {
  const [first, second] = steps;
  if (first?.at !== 'answers' || typeof second?.at !== 'number') return undefined;
  const answer = itemsOf(second.container)[second.at];
  return answer?.kind === 'object' ? valueOf(answer, 'match') : undefined;
}

function siblingOf({ steps }: Cursor, field: string): SourceNode | undefined {
  const around = steps.findLast(({ container }) => container.kind === 'object')?.container;
  return around?.kind === 'object' ? valueOf(around, field) : undefined;
}

interface CalledAction {
  readonly service: string;
  readonly action: string;
}

function calledIn(states: readonly State[]): readonly CalledAction[] {
  return resourcesIn(states).flatMap((text) => {
    const resource = readResource(text);
    return isIntegration(resource) ? [resource] : [];
  });
}

function resourcesIn(states: readonly State[]): readonly string[] {
  return states.flatMap((state) =>
    state.type === 'Task' && state.resource ? [state.resource.value] : [],
  );
}

function innerShape(shape: Shape | undefined, at: string | number): Shape | undefined {
  if (shape?.kind === 'list') return shape.item;
  if (shape?.kind === 'map') return shape.value;
  return typeof at === 'string' ? memberOf(shape, at)?.shape : undefined;
}

/** A text, or the texts of a list. */
function textsOf(node: SourceNode | undefined): readonly string[] {
  if (node?.kind === 'array') return node.items.flatMap(textsOf);
  return node?.kind === 'string' ? [node.value] : [];
}

function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  return node?.kind === 'array' ? node.items : [];
}
