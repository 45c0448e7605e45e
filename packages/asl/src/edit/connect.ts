import type { AslDocument } from '../document.ts';
import type { State } from '../machine.ts';
import { stateId } from '../walk.ts';
import { addRule } from './add-item.ts';
import { reconnect } from './reconnect.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Leads a state on to another, by its `stateId`, or to the end: what Next says, of a Choice Default, and
 * of a Choice that has one, a further rule.
 */
export function connect(document: AslDocument, state: State, to: string | undefined): TextEdit[] {
  const isChoice = state.type === 'Choice';
  if (isChoice && state.default && to !== undefined) return addRule(document, state, to);
  const kind = isChoice ? 'default' : 'next';
  const transition = { kind, from: stateId(state), index: 0 } as const;
  return reconnect(document, state.scope, { transition, to });
}
