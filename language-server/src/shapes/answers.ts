import { type SourceNode, type State, valueOf } from '@stepthrough/asl';
import type { ServiceCatalog, Shape as ModelShape } from '@stepthrough/catalog';
import type { Session } from '../feature.ts';
import type { OpenDocument, OpenMachine } from '../open-document.ts';
import { scenariosOf, scenarioTree } from '../scenarios.ts';
import { calledBy } from '../called-by.ts';
import { Flow, type KnownAnswers } from './flow.ts';
import { any, arrayOf, type Shape, shapeOfNode, union } from './shape.ts';

interface Known {
  readonly flow: Flow;
  readonly scenarios: readonly OpenDocument[];
}

const known = new WeakMap<OpenMachine, Known>();

/** What is known of the data in a machine: from its definition, and from the scenarios about it. */
export function flowOf({ files, services }: Session, file: OpenDocument, open: OpenMachine): Flow {
  const scenarios = scenariosOf(files, file);
  const cached = known.get(open);
  const isFresh = cached?.scenarios.every((each, index) => each === scenarios[index]);
  if (isFresh && cached?.scenarios.length === scenarios.length) return cached.flow;
  const flow = new Flow(open.document, answersIn(scenarios, services));
  known.set(open, { flow, scenarios });
  return flow;
}

function answersIn(scenarios: readonly OpenDocument[], services: ServiceCatalog): KnownAnswers {
  const roots = scenarios.map((scenario) => scenarioTree(scenario).root);
  const mocks = roots.flatMap((root) => itemsIn(root, 'answers'));
  return {
    input: roots.flatMap(inputsIn).map(shapeOfNode).reduce(union, any),
    resultOf: (state: State): Shape => {
      const mocked = mocks
        .filter((mock) => names(member(member(mock, 'match'), 'state'), state.name))
        .flatMap((mock) => [mock, ...itemsIn(mock, 'sequence')])
        .flatMap((reply) => member(reply, 'return') ?? [])
        .map(shapeOfNode)
        .reduce(union, any);
      return union(mocked, ofService(state, services));
    },
  };
}

function ofService(state: State, services: ServiceCatalog): Shape {
  const resource = state.type === 'Task' ? (state.resource?.value ?? '') : '';
  const called = calledBy(services, resource);
  const output = called?.integration.output(called.pattern);
  return output ? shapeOfModel(output, 4) : any;
}

/** The shape of an API model, to a depth: some models hold themselves. */
function shapeOfModel(model: ModelShape, depth: number): Shape {
  if (depth === 0) return any;
  switch (model.kind) {
    case 'object':
      return {
        type: 'object',
        members: new Map(
          model.members.map(({ name, shape, doc }) => {
            const inner = shapeOfModel(shape, depth - 1);
            return [name, doc === undefined ? inner : { ...inner, doc }];
          }),
        ),
      };
    case 'list':
      return arrayOf(shapeOfModel(model.item, depth - 1));
    case 'map':
      return { type: 'object', members: new Map() };
    case 'string':
    case 'timestamp':
    case 'blob':
      return { type: 'string' };
    case 'integer':
    case 'number':
      return { type: 'number' };
    case 'boolean':
      return { type: 'boolean' };
    case 'any':
      return any;
  }
}

/** The inputs with which a scenario starts executions, and the bodies from which APIs make them. */
function inputsIn(root: SourceNode | undefined): readonly SourceNode[] {
  const starts = member(root, 'starts');
  const each = starts?.kind === 'object' ? starts.properties.map(({ value }) => value) : [];
  return [
    member(root, 'input'),
    ...each.flatMap((start) => [member(start, 'input'), member(member(start, 'http'), 'body')]),
  ].filter((node) => node !== undefined);
}

function names(node: SourceNode | undefined, name: string): boolean {
  if (node?.kind === 'array') return node.items.some((item) => names(item, name));
  return node?.kind === 'string' && node.value === name;
}

function itemsIn(node: SourceNode | undefined, name: string): readonly SourceNode[] {
  const list = member(node, name);
  return list?.kind === 'array' ? list.items : [];
}

function member(node: SourceNode | undefined, name: string): SourceNode | undefined {
  return node?.kind === 'object' ? valueOf(node, name) : undefined;
}
