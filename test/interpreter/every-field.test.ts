/** A field of the catalogue is in the model of its states, is read by the interpreter, and is tried by the fuzz. */
import { parse, type State, type StateMachine } from '@stepthrough/asl';
import { stateFields, type FieldTable } from '@stepthrough/catalog';
import { compile } from '@stepthrough/interpreter';
import { expect, it } from 'vitest';
import { featuredMachines } from '../fuzz/featured.ts';

const tables: readonly (readonly [type: string, table: FieldTable])[] = Object.entries(stateFields);

const machines = featuredMachines.map((definition): StateMachine => {
  const { machine } = parse(JSON.stringify(definition), 'json');
  if (!machine) throw new Error('A featured machine is none.');
  return machine;
});
const states = machines.flatMap((machine) => machine.states);

/** What is read of a field that has another name in the model. */
const modelNames: ReadonlyMap<string, string> = new Map([['Type', 'type']]);
const modelName = (field: string): string =>
  modelNames.get(field) ?? field.charAt(0).toLowerCase() + field.slice(1);

it.each(tables)('%s: what its model has is in the catalogue', (type, table) => {
  const ofEvery = ['name', 'key', 'node', 'scope', 'type', 'typeField'];
  const known = new Set([
    ...ofEvery,
    ...[table, ...Object.values(stateFields)].flatMap((each) => Object.keys(each).map(modelName)),
  ]);
  const model = states.filter((state) => state.type === type).flatMap(Object.keys);
  expect(model).not.toEqual([]);
  expect([...new Set(model)].filter((name) => !known.has(name))).toEqual([]);
});

it.each(tables)('%s: each field is read when a machine is compiled', (type, table) => {
  const read = new Set<PropertyKey>();
  for (const machine of machines) {
    compile({
      ...machine,
      states: machine.states.map((state) => (state.type === type ? noting(state, read) : state)),
    });
  }
  // The one has no effect, the other none where there is no Next.
  const ignored = ['Comment', 'End'];
  const fields = Object.keys(table).filter((name) => !ignored.includes(name));
  expect(fields.filter((name) => !read.has(modelName(name)))).toEqual([]);
});

it('each field is written in a machine that the fuzz begins with', () => {
  const written = new Set(
    states.flatMap(({ node }) => node.properties.map(({ key }) => key.value)),
  );
  const fields = new Set(tables.flatMap(([, table]) => Object.keys(table)));
  expect([...fields].filter((name) => !written.has(name) && name !== 'Comment')).toEqual([]);
});

function noting(state: State, read: Set<PropertyKey>): State {
  return new Proxy(state, {
    get: (target, name, receiver): unknown => {
      read.add(name);
      return Reflect.get(target, name, receiver);
    },
  });
}
