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
  walkStates,
} from '@stepthrough/asl';

const documents = join(import.meta.dirname, '../../../shared/documents/valid');
const files = existsSync(documents) ? readdirSync(documents) : [];
if (files.length === 0) {
  console.log(`${documents} is missing: edits are not tried on published workflows.`);
}

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
  const { name, value } = draw;
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
      return { kind: 'setField', id: node.id, path: ['Comment'], value };
    case 'removeField': {
      const fields = node.state.node.properties.map(({ key }) => key.value);
      const field = fields[draw.state % fields.length] ?? 'Comment';
      return { kind: 'removeField', id: node.id, path: [field] };
    }
    case 'swapItems':
      return { kind: 'swapItems', id: node.id, path: ['Choices'], indexes: [0, 1] };
  }
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
      const set = { ...value(before, operation.id), [String(operation.path[0])]: operation.value };
      return sameMembers(set, value(after, operation.id));
    }
    case 'removeField': {
      const removed = String(operation.path[0]);
      const left = Object.entries(value(before, operation.id)).filter(([name]) => name !== removed);
      return sameMembers(Object.fromEntries(left), value(after, operation.id));
    }
    case 'swapItems': {
      const [first, second, ...rest] = value(before, operation.id)['Choices'] as Json[];
      const swapped = JSON.stringify([second, first, ...rest]);
      return JSON.stringify(value(after, operation.id)['Choices']) === swapped;
    }
  }
}

function sameMembers(
  left: { readonly [name: string]: Json },
  right: { readonly [name: string]: Json },
): boolean {
  const sorted = (value: object): string => JSON.stringify(Object.entries(value).sort());
  return sorted(left) === sorted(right);
}

describe.skipIf(files.length === 0)('edits of published workflows', () => {
  it('parse again, say what was meant, keep every other byte and all comments, and can be taken back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(draws, { minLength: 1, maxLength: 6 }),
        (file, sequence) => {
          const original = readFileSync(join(documents, file), 'utf8');
          const undo: { text: string; edits: TextEdit[] }[] = [];
          let text = original;
          for (const draw of sequence) {
            const before = parse(text, syntaxOf(file));
            fc.pre(before.problems.length === 0);
            const operation = operationFor(before, draw);
            const outcome = operation && applyOperation(before, operation);
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
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });
});
