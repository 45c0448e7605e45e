import type { AslDocument } from '../document.ts';
import type { Scope, State } from '../machine.ts';
import { removeTransitions } from './remove-transition.ts';
import { assertOwn, CannotSplice } from './splicer.ts';
import { splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { retarget, retargetState, type TransitionPlace } from './transitions.ts';
import { transitionsOf } from '../transitions.ts';

/** Removes a state; whatever led to it leads to its successor then, or ends. */
export function deleteState(document: AslDocument, state: State): TextEdit[] {
  const { scope } = state;
  const states = scope.statesField?.value;
  const property = states?.properties.find(({ key }) => key === state.key);
  if (!states || !property) throw new CannotSplice('The state is not written in the text.');
  assertOwn(states);
  const own = state.type === 'Choice' ? state.default?.value : state.next?.value;
  const successor = own === state.name ? undefined : own;
  const others = scope.states.filter((other) => other !== state);
  return [
    ...relinkStart(document, scope, state, successor ?? others[0]?.name),
    ...others.flatMap((other) => relink(document, other, state.name, successor)),
    ...splicerFor(document, states).remove(document, states, [property.range]),
  ];
}

function relinkStart(
  document: AslDocument,
  scope: Scope,
  state: State,
  successor: string | undefined,
): TextEdit[] {
  if (scope.startAt?.value !== state.name || successor === undefined) return [];
  return retarget(document, scope, { kind: 'start', from: '', index: 0 }, successor);
}

function relink(
  document: AslDocument,
  state: State,
  name: string,
  successor: string | undefined,
): TextEdit[] {
  const leading = transitionsTo(state, name);
  if (successor === undefined) return removeTransitions(document, state, leading);
  return leading.flatMap((transition) => retargetState(document, state, transition, successor));
}

/** The transitions of a state that lead to the state of a name; a Next where none belongs, too. */
function transitionsTo(state: State, name: string): readonly TransitionPlace[] {
  const leading = transitionsOf(state).filter(({ target }) => target?.value === name);
  const isKnown = leading.some(({ kind }) => kind === 'next');
  return state.next?.value === name && !isKnown
    ? [{ kind: 'next', index: 0 }, ...leading]
    : leading;
}
