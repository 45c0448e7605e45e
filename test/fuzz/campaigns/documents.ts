/** Mutated texts: parsed, analysed, drawn and edited. */
import { analyse } from '@stepthrough/analysis';
import {
  applyOperation,
  applyTextEdits,
  type AslDocument,
  findEmbeddedMachines,
  graphOf,
  type Json,
  type Operation,
  parse,
  type ScopeGraph,
  stateTypes,
  syntaxOf,
} from '@stepthrough/asl';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import type { Case } from '../campaign.ts';
import { mutateText } from '../mutate-text.ts';
import { oddValue } from '../mutate.ts';
import type { Random } from '../random.ts';
import { said } from '../said.ts';
import { texts } from '../texts.ts';

const services = openServiceCatalog();

export const runCase: Case = (random, tell) => {
  const { name, text } = random.pick(texts);
  const mutated = random.chance(0.1) ? giant(random) : mutateText(text, random);
  const doing = (what: string): void => {
    tell(`${what} ${name}\n${mutated}`);
  };
  doing('reading');
  const syntax = syntaxOf(name);
  const document = parse(mutated, syntax);
  said.push(...document.problems.map(({ message }) => message));
  doing('checking');
  if (document.machine)
    for (const { range } of analyse(document, { services })) within(range, mutated);
  findEmbeddedMachines(mutated, syntax);
  doing('drawing');
  const graph = graphOf(document);
  if (graph) {
    for (let count = 0; count < 5; count += 1) {
      doing('editing');
      edit(document, graph, random, doing);
    }
  }
  return Promise.resolve();
};

function edit(
  document: AslDocument,
  graph: ScopeGraph,
  random: Random,
  doing: (what: string) => void,
): void {
  const operation = operationIn(graph, random);
  if (!operation) return;
  const outcome = applyOperation(document, operation);
  if (!outcome.ok) {
    said.push(outcome.message);
    return;
  }
  for (const { range } of outcome.edits) within(range, document.text);
  doing('reading what was edited of');
  parse(applyTextEdits(document.text, outcome.edits), document.syntax);
}

function operationIn(graph: ScopeGraph, random: Random): Operation | undefined {
  const scopes = scopesIn(graph);
  const scope = random.pick(scopes);
  if (scope.nodes.length === 0) return undefined;
  const [{ id, state }, other] = [random.pick(scope.nodes), random.pick(scope.nodes)];
  const field = random.pick([
    ...state.node.properties.map(({ key }) => key.value),
    'Comment',
    '__proto__',
  ]);
  const transition = scope.transitions.length === 0 ? undefined : random.pick(scope.transitions);
  const value: Json = oddValue(random);
  const name = random.pick(['New', '', '__proto__', 'x'.repeat(100), 'a: b', other.id]);
  const on = transition && {
    kind: transition.kind,
    from: transition.from,
    index: transition.index,
  };
  const operations: readonly (Operation | undefined)[] = [
    {
      kind: 'addState',
      scope: scope.id,
      name,
      type: random.pick(stateTypes),
      ...(on ? { on } : {}),
    },
    { kind: 'deleteState', id },
    { kind: 'duplicateState', id, name },
    { kind: 'renameState', id, name },
    on && { kind: 'reconnect', scope: scope.id, transition: on, to: other.id },
    { kind: 'setField', id, path: [field], value },
    { kind: 'setField', id, path: [field, 0, 'x'], value },
    { kind: 'removeField', id, path: [field] },
    { kind: 'swapItems', id, path: [field], indexes: [0, 1] },
    { kind: 'connect', id, to: random.pick([other.id, undefined]) },
    on && { kind: 'removeTransition', scope: scope.id, transition: on },
    { kind: 'addRule', id, to: other.id },
    { kind: 'addRule', id },
    { kind: 'addItem', id, field: random.pick(['Retry', 'Catch', 'Branches']) },
    {
      kind: 'removeItem',
      id,
      field: random.pick(['Choices', 'Retry', 'Catch', 'Branches']),
      index: random.pick([0, 1, 7]),
    },
  ];
  return random.pick(operations);
}

function scopesIn(graph: ScopeGraph): readonly ScopeGraph[] {
  const scopes: ScopeGraph[] = [];
  const open = [graph];
  for (let scope = open.pop(); scope; scope = open.pop()) {
    scopes.push(scope);
    open.push(...scope.nodes.flatMap((node) => node.scopes));
  }
  return scopes;
}

function within(
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
): void {
  if (!(start >= 0 && start <= end && end <= text.length)) {
    throw new Error(`A range from ${start} to ${end} in a text of ${text.length} characters.`);
  }
}

/** Much of one thing. */
function giant(random: Random): string {
  const count = 2 ** (4 + random.below(10));
  return random.pick([
    '['.repeat(count),
    '{"a":'.repeat(count),
    `{"States": {${'"A": {}, '.repeat(count)}}}`,
    `{"States": {${Array.from({ length: count }, (_, n) => `"S${n}": {"Type": "Pass", "Next": "S${n + 1}"}`).join(', ')}}}`,
    '${'.repeat(count),
    `a: &a [x]\nb: [${'*a, '.repeat(count)}]`,
    Array.from(
      { length: Math.min(count, 200) },
      (_, n) => `a${n}: &a${n} {x: *a${Math.max(0, n - 1)}, y: *a${Math.max(0, n - 1)}}`,
    ).join('\n'),
    `a: &a {k: 1}\nb: {<<: [${'*a, '.repeat(count)}]}`,
    `${'- '.repeat(count)}a`,
    `${'// '.repeat(count)}\n{}`,
    `{"Comment": "${'\\'.repeat(count)}`,
    `{"States": {"A": {"Type": "Choice", "Choices": [${'{"Not": '.repeat(count)}`,
    'x'.repeat(count * 10),
    '\n'.repeat(count),
    `"${'a'.repeat(count * 10)}": |\n${' a\n'.repeat(count)}`,
  ]);
}
