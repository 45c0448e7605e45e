import type { AslDocument } from '../document.ts';
import type { TransitionSource } from '../graph.ts';
import type { Scope } from '../machine.ts';
import { stateId } from '../walk.ts';
import type { Reconnect } from './operation.ts';
import { CannotSplice } from './splicer.ts';
import type { TextEdit } from './text-edit.ts';
import { retarget, targetOf } from './transitions.ts';

/** Points a transition at another state of its scope, or at the end; nothing is written that is so already. */
export function reconnect(
  document: AslDocument,
  scope: Scope,
  { transition, to }: Pick<Reconnect, 'transition' | 'to'>,
): TextEdit[] {
  const name = to === undefined ? undefined : nameIn(scope, to);
  const isSo = name === undefined ? isEnd(scope, transition) : targetOf(scope, transition) === name;
  return isSo ? [] : retarget(document, scope, transition, name);
}

/** The name of a state of a scope, by its `stateId`. */
export function nameIn(scope: Scope, id: string): string {
  const state = scope.states.find((candidate) => stateId(candidate) === id);
  if (state) return state.name;
  throw new CannotSplice('A transition stays within its scope: the state to lead to is not in it.');
}

function isEnd(scope: Scope, { kind, from }: TransitionSource): boolean {
  if (kind !== 'next' && kind !== 'end') return false;
  const state = scope.states.find((candidate) => stateId(candidate) === from);
  return state?.end?.value === true && state.next === undefined;
}
