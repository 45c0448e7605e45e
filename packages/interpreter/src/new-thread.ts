import type { StateCode } from './code.ts';
import type { Draft } from './run.ts';
import type { Thread } from './snapshot.ts';
import { emptyVector } from './vector.ts';

/** What a thread is given when it is started. */
type Given = Pick<
  Thread,
  | 'id'
  | 'parent'
  | 'path'
  | 'home'
  | 'values'
  | 'variables'
  | 'surroundings'
  | 'payload'
  | 'lastEventId'
>;

/** A thread that is about to enter its first state. */
export function newThread(first: StateCode, given: Given): Draft {
  return {
    ...given,
    state: first.name,
    code: first.index,
    phase: 'enter',
    position: 0,
    visit: 0,
    visits: emptyVector(),
    attempt: 0,
    enteredTime: undefined,
    enteredEventId: 0,
    beforeEventId: 0,
    taskToken: undefined,
    waitingFor: undefined,
    failure: undefined,
    assigned: undefined,
    retries: undefined,
    children: undefined,
  };
}
