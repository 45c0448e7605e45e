import type { AslDocument } from '../document.ts';
import type { State } from '../machine.ts';
import { splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { assertFreeName, referencesTo } from './transitions.ts';

/** Renames a state at its key and wherever its scope names it. */
export function renameState(document: AslDocument, state: State, name: string): TextEdit[] {
  const { scope } = state;
  if (name === state.name) return [];
  assertFreeName(scope, name);
  const splicer = splicerFor(document, scope.statesField?.value ?? scope.node);
  return [
    { range: state.key.range, newText: splicer.key(document, name) },
    ...referencesTo(scope, state.name).flatMap(({ node }) =>
      splicer.replaceValue(document, node, name),
    ),
  ];
}
