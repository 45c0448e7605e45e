import type { AslDocument } from '../document.ts';
import type { TransitionSource } from '../graph.ts';
import type { Scope, State } from '../machine.ts';
import { type Json, type ObjectNode, type SourceNode, toJson } from '../source/node.ts';
import { machineOf, scopesOf, stateId, walkStates } from '../walk.ts';
import { assertOwn, CannotSplice, splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { assertFreeName, retarget } from './transitions.ts';

/**
 * Writes a copy right behind a state and, where the state goes on to one other, puts the copy in
 * between. States inside the copy get names of their own, as names are unique in a machine.
 */
export function duplicateState(document: AslDocument, state: State, name: string): TextEdit[] {
  const { scope } = state;
  assertFreeName(scope, name);
  const states = scope.statesField?.value;
  const property = states?.properties.find(({ key }) => key === state.key);
  if (!states || !property) throw new CannotSplice('The state is not written in the text.');
  assertOwn(states);
  assertPlain(state.node);
  const copy = copyOf(state, scope);
  const added = splicerFor(document, states).insertMembers(
    document,
    states,
    [[name, copy]],
    property,
  );
  const isStep = state.next !== undefined || state.end?.value === true;
  if (!isStep || state.type === 'Choice') return added;
  const out: TransitionSource = { kind: 'next', from: stateId(state), index: 0 };
  return [...retarget(document, scope, out, name), ...added];
}

function copyOf(state: State, scope: Scope): Json {
  const taken = new Set([...walkStates(machineOf(scope))].map((other) => other.name));
  const names = new Map<string, string>();
  for (const inner of scopesOf(state).flatMap((part) => [...walkStates(part)])) {
    let number = 2;
    while (taken.has(`${inner.name} ${number}`)) number += 1;
    names.set(inner.name, `${inner.name} ${number}`);
    taken.add(`${inner.name} ${number}`);
  }
  const copy = toJson(state.node);
  return names.size === 0 ? copy : renameIn(copy, names);
}

/** Renames the states of the scopes in a value: their keys and what names them. */
function renameIn(value: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renameIn(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]: [string, Json]) => {
      const isName = ['Next', 'StartAt', 'Default'].includes(field) && typeof inner === 'string';
      if (isName) return [field, names.get(inner) ?? inner];
      if (field !== 'States') return [field, renameIn(inner, names)];
      const states = Object.entries(inner ?? {}).map(([name, state]: [string, Json]) => [
        names.get(name) ?? name,
        renameIn(state, names),
      ]);
      return [field, Object.fromEntries(states) as Json];
    }),
  );
}

/** A copy is written from its values, so what is no value cannot be copied. */
function assertPlain(node: SourceNode): void {
  if (node.kind === 'placeholder') {
    throw new CannotSplice(
      `The state holds \${${node.name}}, which is filled in at deployment; copy it in the text.`,
    );
  }
  if (node.kind === 'array') node.items.forEach(assertPlain);
  if (node.kind === 'object') assertPlainMembers(node);
}

function assertPlainMembers({ properties }: ObjectNode): void {
  for (const { value } of properties) if (value) assertPlain(value);
}
