import type { AslDocument } from '../document.ts';
import type { Field, State } from '../machine.ts';
import { splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { assertFreeName, referencesIn } from './transitions.ts';

/** Renames a state at its key and wherever its scope names it. */
export function renameState(document: AslDocument, state: State, name: string): TextEdit[] {
  const { scope } = state;
  if (name === state.name) return [];
  assertFreeName(scope, name);
  return renameAt(document, state, referencesIn(scope).get(state.name) ?? [], name);
}

/** Writes a free name at the key of a state and at the places that name it. */
export function renameAt(
  document: AslDocument,
  { scope, key }: State,
  references: readonly Field<string>[],
  name: string,
): TextEdit[] {
  const splicer = splicerFor(document, scope.statesField?.value ?? scope.node);
  return [
    { range: key.range, newText: splicer.key(document, name) },
    ...references.flatMap(({ node }) => splicer.replaceValue(document, node, name)),
  ];
}
