import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyOperation,
  applyTextEdits,
  type AslDocument,
  graphOf,
  type Json,
  type Operation,
  parse,
  type ScopeGraph,
  stateById,
  stateId,
  stateTypes,
  syntaxOf,
  type TextEdit,
  toJson,
  type Transition,
  walkStates,
} from '@stepthrough/asl';

const published = join(import.meta.dirname, '../../../shared/documents/valid');
if (!existsSync(published)) {
  console.log(`${published} is missing: edits are tried on the samples alone.`);
}
const folders = [
  join(import.meta.dirname, '../../samples/order-fulfilment'),
  ...(existsSync(published) ? [published] : []),
];
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => !name.includes('.scenario.'))
    .map((name) => join(folder, name)),
);
/** YAML is rarer among the files and richer in ways to be written. */
const anyFile = fc.oneof(
  fc.constantFrom(...files.filter((file) => /ya?ml$/.test(file))),
  fc.constantFrom(...files.filter((file) => !/ya?ml$/.test(file))),
);

/** Edits that take others back: what stood there, at the place where the new text stands now. */
function inverse(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const ordered = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.range.start - b.range.start || a.order - b.order);
  let shift = 0;
  return ordered.map(({ range, newText }) => {
    const start = range.start + shift;
    shift += newText.length - (range.end - range.start);
    return {
      range: { start, end: start + newText.length },
      newText: text.slice(range.start, range.end),
    };
  });
}

function scopesIn(graph: ScopeGraph): ScopeGraph[] {
  return [graph, ...graph.nodes.flatMap(({ scopes }) => scopes.flatMap(scopesIn))];
}

const newName = fc.constantFrom(
  'New state',
  'ünï çödé',
  '123',
  'with: colon',
  "it's",
  'true',
  '- a',
);
const json: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>('', 'plain', 'two\nlines', '# no comment', '{% $states.input %}', '$.a'),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom<Json>([], {}, [1, 'b', [{}]], { a: { 'b.$': '$.c' }, d: [] }),
);

interface Draw {
  readonly kind: Operation['kind'];
  readonly state: number;
  readonly other: number;
  readonly name: string;
  readonly value: Json;
}

const draws: fc.Arbitrary<Draw> = fc.record({
  kind: fc.constantFrom<Operation['kind']>(
    'addState',
    'deleteState',
    'duplicateState',
    'renameState',
    'reconnect',
    'setField',
    'removeField',
    'swapItems',
    'connect',
    'removeTransition',
    'addRule',
    'addItem',
    'removeItem',
  ),
  state: fc.nat(),
  other: fc.nat(),
  name: newName,
  value: json,
});

/** An operation that fits a document; `undefined` where it has nothing of the kind. */
function operationFor(document: AslDocument, draw: Draw): Operation | undefined {
  const graph = graphOf(document);
  if (!graph) return undefined;
  const scopes = scopesIn(graph);
  const scope = scopes[draw.state % scopes.length];
  const node = scope?.nodes[draw.other % Math.max(1, scope.nodes.length)];
  if (!scope || !node) return undefined;
  const { name } = draw;
  const transition = scope.transitions[draw.other % Math.max(1, scope.transitions.length)];
  const type = stateTypes[draw.other % stateTypes.length] ?? 'Pass';
  switch (draw.kind) {
    case 'addState': {
      if (!transition) return { kind: 'addState', scope: scope.id, name, type };
      const { kind, from, index } = transition;
      return { kind: 'addState', scope: scope.id, name, type, on: { kind, from, index } };
    }
    case 'deleteState':
      return { kind: 'deleteState', id: node.id };
    case 'duplicateState':
      return { kind: 'duplicateState', id: node.id, name };
    case 'renameState':
      return { kind: 'renameState', id: node.id, name };
    case 'reconnect': {
      if (!transition || transition.kind === 'end') return undefined;
      const { kind, from, index } = transition;
      return { kind: 'reconnect', scope: scope.id, transition: { kind, from, index }, to: node.id };
    }
    case 'setField':
      return changeOf(node.id, toJson(node.state.node), draw);
    case 'removeField': {
      const fields = node.state.node.properties.map(({ key }) => key.value);
      const field = fields[draw.state % fields.length] ?? 'Comment';
      return { kind: 'removeField', id: node.id, path: [field] };
    }
    case 'swapItems': {
      const lists = listsIn(graph);
      const list = lists[draw.other % Math.max(1, lists.length)];
      return list && { kind: 'swapItems', ...list, indexes: [0, 1] };
    }
    case 'connect':
      return { kind: 'connect', id: node.id, to: draw.state % 4 === 0 ? undefined : node.id };
    case 'removeTransition': {
      if (!transition) return undefined;
      const { kind, from, index } = transition;
      return { kind: 'removeTransition', scope: scope.id, transition: { kind, from, index } };
    }
    case 'addRule':
      return { kind: 'addRule', id: choiceIn(graph, draw) ?? node.id };
    case 'addItem': {
      const fields = ['Retry', 'Catch', 'Branches'] as const;
      return { kind: 'addItem', id: node.id, field: fields[draw.state % 3] ?? 'Retry' };
    }
    case 'removeItem': {
      const lists = itemListsIn(graph);
      const list = lists[draw.other % Math.max(1, lists.length)];
      return list && { kind: 'removeItem', ...list };
    }
  }
}

function choiceIn(graph: ScopeGraph, { state }: Draw): string | undefined {
  const choices = scopesIn(graph)
    .flatMap(({ nodes }) => nodes)
    .filter((node) => node.state.type === 'Choice');
  return choices[state % Math.max(1, choices.length)]?.id;
}

/** The last item of each list that items are taken out of. */
function itemListsIn(graph: ScopeGraph) {
  return scopesIn(graph)
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ id, state }) =>
      (['Choices', 'Retry', 'Catch'] as const).flatMap((field) => {
        const list = state.node.properties.find(({ key }) => key.value === field)?.value;
        const index = list?.kind === 'array' ? list.items.length - 1 : -1;
        return index < 0 ? [] : [{ id, field, index }];
      }),
    );
}

/** Lists of states with at least two items, so that two of them can change places. */
function listsIn(graph: ScopeGraph): { id: string; path: string[] }[] {
  return scopesIn(graph)
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ id, state }) =>
      state.node.properties.flatMap(({ key, value }) =>
        value?.kind === 'array' && value.items.length > 1 ? [{ id, path: [key.value] }] : [],
      ),
    );
}

/** Some place in a state, or a field that it has not, with a value that is new or near the one there. */
function changeOf(id: string, state: Json, { state: seed, other, value }: Draw): Operation {
  const path: (string | number)[] = [];
  let here = state;
  for (let depth = 0; depth < 1 + (seed % 4); depth += 1) {
    const names = typeof here === 'object' && here !== null ? Object.keys(here) : [];
    const name = names[(seed + other + depth) % Math.max(1, names.length)];
    if (name === undefined || (depth === 0 && structure.has(name))) break;
    path.push(Array.isArray(here) ? Number(name) : name);
    here = (here as { readonly [name: string]: Json })[name] ?? null;
  }
  if (path.length === 0) return { kind: 'setField', id, path: ['Comment'], value };
  return { kind: 'setField', id, path, value: other % 3 === 0 ? value : near(here, value, seed) };
}

/** A change of these makes another machine, of which the check of the names would not hold. */
const structure = new Set([
  'Type',
  'Next',
  'End',
  'Default',
  'ItemProcessor',
  'Iterator',
  'Branches',
]);

/** A value that differs in one place. */
function near(value: Json, other: Json, seed: number): Json {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (seed % 3 === 0) return [...items, other];
    return seed % 3 === 1 ? items.slice(1) : items.toSpliced(0, 1, other);
  }
  if (typeof value !== 'object' || value === null) return other;
  const entries = Object.entries(value);
  if (seed % 3 === 0) return { ...value, 'new.$': other };
  if (seed % 3 === 1) return Object.fromEntries(entries.slice(1));
  return Object.fromEntries(
    entries.map(([name, inner]: [string, Json], index) => [name, index === 0 ? other : inner]),
  );
}

function setIn(json: Json, path: readonly (string | number)[], value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(json)) {
    const items = json as readonly Json[];
    return items.toSpliced(Number(step), 1, setIn(items[Number(step)] ?? null, rest, value));
  }
  const object = (json ?? {}) as { readonly [name: string]: Json };
  return { ...object, [step]: setIn(object[step] ?? null, rest, value) };
}

/** Whether the new machine says what the operation meant. */
function meant(operation: Operation, before: AslDocument, after: AslDocument): boolean {
  const value = (document: AslDocument, id: string): { readonly [name: string]: Json } => {
    const state = document.machine && stateById(document.machine, id);
    return state ? (toJson(state.node) as { readonly [name: string]: Json }) : {};
  };
  const ids = (document: AslDocument): Set<string> =>
    new Set(document.machine ? [...walkStates(document.machine)].map(stateId) : []);
  const [old, now] = [ids(before), ids(after)];
  switch (operation.kind) {
    case 'addState':
    case 'duplicateState':
      return now.size > old.size && [...old].every((id) => now.has(id));
    case 'deleteState':
      return now.size < old.size && !now.has(operation.id);
    case 'renameState':
      return now.size === old.size && !now.has(operation.id);
    case 'reconnect': {
      const { kind, from, index } = operation.transition;
      return scopesIn(graphOf(after) as ScopeGraph)
        .flatMap(({ transitions }) => transitions)
        .some(
          (t) => t.kind === kind && t.from === from && t.index === index && t.to === operation.to,
        );
    }
    case 'setField': {
      const set = setIn(value(before, operation.id), operation.path, operation.value);
      return isSame(set, value(after, operation.id));
    }
    case 'removeField': {
      const removed = String(operation.path[0]);
      const left = Object.entries(value(before, operation.id)).filter(([name]) => name !== removed);
      return isSame(Object.fromEntries(left), value(after, operation.id));
    }
    case 'swapItems': {
      const field = String(operation.path[0]);
      const [first, second, ...rest] = value(before, operation.id)[field] as Json[];
      const swapped = JSON.stringify([second, first, ...rest]);
      return JSON.stringify(value(after, operation.id)[field]) === swapped;
    }
    case 'connect': {
      const { id, to } = operation;
      const [was, is] = [leaving(before, id), leaving(after, id)];
      const rules = is.filter(({ kind }) => kind === 'choice');
      const hadDefault = was.some(({ kind }) => kind === 'default');
      if (hadDefault) return is.length === was.length + 1 && rules.at(-1)?.to === to;
      return is.some(
        ({ kind, to: there }) => kind !== 'choice' && kind !== 'catch' && there === to,
      );
    }
    case 'removeTransition': {
      const { from, kind } = operation.transition;
      const [was, is] = [leaving(before, from), leaving(after, from)].map(
        (all) => all.filter((each) => each.kind === kind).length,
      );
      return is === (was ?? 0) - 1;
    }
    case 'addRule':
    case 'addItem': {
      const field = operation.kind === 'addRule' ? 'Choices' : operation.field;
      const [was, is] = [before, after].map((document) =>
        listOf(value(document, operation.id)[field]),
      );
      return isSame(is?.slice(0, -1) ?? null, was ?? null);
    }
    case 'removeItem': {
      const { id, field, index } = operation;
      const left = listOf(value(before, id)[field]).toSpliced(index, 1);
      const isGone = left.length === 0 && field !== 'Choices';
      const is = value(after, id)[field];
      return isGone ? is === undefined : isSame(left, is ?? null);
    }
  }
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? [...(value as readonly Json[])] : [];
}

function leaving(document: AslDocument, id: string): readonly Transition[] {
  const graph = graphOf(document);
  const all = graph ? scopesIn(graph).flatMap(({ transitions }) => transitions) : [];
  return all.filter(({ from }) => from === id);
}

/** Equal, in whatever order members stand. */
function isSame(left: Json, right: Json): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right;
  }
  const [a, b] = [Object.entries(left), Object.entries(right)];
  return (
    Array.isArray(left) === Array.isArray(right) &&
    a.length === b.length &&
    a.every(([name, inner]: [string, Json]) => {
      const other = (right as { readonly [name: string]: Json })[name];
      return other !== undefined && isSame(inner, other);
    })
  );
}

describe('edits of real workflows', () => {
  it('parse again, say what was meant, keep every other byte and all comments, and can be taken back', () => {
    fc.assert(
      fc.property(anyFile, fc.array(draws, { minLength: 1, maxLength: 6 }), (file, sequence) => {
        const original = readFileSync(file, 'utf8');
        const undo: { text: string; edits: TextEdit[] }[] = [];
        let text = original;
        for (const draw of sequence) {
          const before = parse(text, syntaxOf(file));
          fc.pre(before.problems.length === 0);
          const operation = operationFor(before, draw);
          const outcome = operation && applyOperation(before, operation);
          // Only anchors excuse that an edit would leave a text that cannot be read.
          if (outcome?.ok === false)
            expect(outcome.message, `${JSON.stringify(operation)}\n${text}`).not.toMatch(
              /after this: (?!No anchor)/,
            );
          if (!outcome?.ok || outcome.edits.length === 0) continue;
          const next = applyTextEdits(text, outcome.edits);
          const after = parse(next, before.syntax);
          const what = `${JSON.stringify(operation)}\n${next}`;
          expect(after.problems, what).toEqual([]);
          expect(meant(operation as Operation, before, after), what).toBe(true);
          undo.push({ text, edits: inverse(text, outcome.edits) });
          text = next;
        }
        for (const step of undo.toReversed()) {
          text = applyTextEdits(text, step.edits);
          expect(text).toBe(step.text);
        }
        expect(text).toBe(original);
      }),
      { numRuns: 500, seed: 20 },
    );
  });
});
