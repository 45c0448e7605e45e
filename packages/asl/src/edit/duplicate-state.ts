import { characters, limits } from '@stepthrough/catalog';
import type { AslDocument } from '../document.ts';
import type { TransitionSource } from '../graph.ts';
import type { State } from '../machine.ts';
import { machineOf, scopesOf, stateId, walkScopes, walkStates } from '../walk.ts';
import { renameAt } from './rename-state.ts';
import { assertOwn, CannotSplice } from './splicer.ts';
import { splicerFor } from './splice.ts';
import { applyTextEdits, contentEnd, type TextEdit } from './text-edit.ts';
import { assertFreeName, nameTooLong, referencesIn, retarget } from './transitions.ts';

/**
 * Writes a copy right behind a state and, where the state goes on to one other, puts the copy in
 * between. The copy is the author's own text, comments and placeholders with it; only states inside
 * get names of their own, as names are unique in a machine.
 */
export function duplicateState(document: AslDocument, state: State, name: string): TextEdit[] {
  const { scope } = state;
  assertFreeName(scope, name);
  const states = scope.statesField?.value;
  const property = states?.properties.find(({ key }) => key === state.key);
  if (!states || !property) throw new CannotSplice('The state is not written in the text.');
  assertOwn(states);
  const start = property.key.range.end;
  const end = contentEnd(document.text, property.range);
  const text = document.text.slice(start, end);
  const renames = renamesInside(document, state).map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }));
  const copy = applyTextEdits(text, renames);
  const added = splicerFor(document, states).insertCopy(document, states, property, name, copy);
  const isStep = state.next !== undefined || state.end?.value === true;
  if (!isStep || state.type === 'Choice') return added;
  const out: TransitionSource = { kind: 'next', from: stateId(state), index: 0 };
  return [...retarget(document, scope, out, name), ...added];
}

/** Gives each state inside another name, as edits of the original that are made in the copy. */
function renamesInside(document: AslDocument, state: State): TextEdit[] {
  const taken = new Set([...walkStates(machineOf(state.scope))].map((other) => other.name));
  const { start, end } = state.node.range;
  const inside = scopesOf(state)
    .flatMap((scope) => [...walkScopes(scope)])
    // What stands behind an alias is shared by both copies.
    .filter(({ node }) => node.range.start >= start && node.range.end <= end);
  /** Where the search for a free number goes on, of names that stand more than once. */
  const numbers = new Map<string, number>();
  return inside.flatMap((scope) => {
    const references = referencesIn(scope);
    return scope.states.flatMap((inner) => {
      let number = numbers.get(inner.name) ?? 2;
      while (taken.has(`${inner.name} ${number}`)) number += 1;
      numbers.set(inner.name, number + 1);
      const name = `${inner.name} ${number}`;
      taken.add(name);
      if (characters(name) > limits.stateName) throw new CannotSplice(nameTooLong);
      return renameAt(document, inner, references.get(inner.name) ?? [], name);
    });
  });
}
