import type { StateCode } from './code.ts';
import type { Draft } from './workspace.ts';
import type { Thread } from './thread.ts';
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
    id: given.id,
    parent: given.parent,
    path: given.path,
    state: first.name,
    phase: 'enter',
    visit: 0,
    attempt: 0,
    values: given.values,
    variables: given.variables,
    surroundings: given.surroundings,
    enteredTime: undefined,
    taskToken: undefined,
    waitingFor: undefined,
    failure: undefined,
    home: given.home,
    code: first.index,
    position: 0,
    payload: given.payload,
    lastEventId: given.lastEventId,
    enteredEventId: 0,
    exitFollows: 0,
    assigned: undefined,
    retries: undefined,
    children: undefined,
    visits: emptyVector(),
  };
}
