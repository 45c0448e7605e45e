import type { AslDocument } from '../document.ts';
import type { Scope } from '../machine.ts';
import { stateId } from '../walk.ts';
import type { Reconnect } from './operation.ts';
import { CannotSplice } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { retarget, targetOf } from './transitions.ts';

export function reconnect(
  document: AslDocument,
  scope: Scope,
  { transition, to }: Reconnect,
): TextEdit[] {
  const target = scope.states.find((state) => stateId(state) === to);
  if (to !== undefined && !target) {
    throw new CannotSplice(
      'A transition stays within its scope: the state to lead to is not in it.',
    );
  }
  if (targetOf(scope, transition) === target?.name && transition.kind !== 'end') return [];
  return retarget(document, scope, transition, target?.name);
}
