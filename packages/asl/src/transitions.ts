import type { State, Text } from './machine.ts';

/** A way out of a state, as AWS follows it. */
export type StateTransition =
  | {
      readonly kind: 'next' | 'default' | 'choice' | 'catch';
      /** Which rule or catcher, for `choice` and `catch`. */
      readonly index: number;
      /** The field that names where it leads, whether or not there is such a state. */
      readonly target: Text;
    }
  | { readonly kind: 'end'; readonly index: 0; readonly target: undefined };

/**
 * The transitions of a state in the order in which they are tried: the rules of a Choice and its
 * Default, or Next, or the end; then the catchers. Fields that a state of its type does not have, such
 * as the Next of a Succeed, lead nowhere.
 */
export function transitionsOf(state: State): readonly StateTransition[] {
  const found: StateTransition[] = [];
  const add = (
    kind: 'next' | 'default' | 'choice' | 'catch',
    index: number,
    target?: Text,
  ): void => {
    if (target) found.push({ kind, index, target });
  };
  if (state.type === 'Choice') {
    for (const [index, { next }] of state.choices.entries()) add('choice', index, next);
    add('default', 0, state.default);
  } else if (isFinal(state)) {
    found.push({ kind: 'end', index: 0, target: undefined });
  } else if (state.next) {
    add('next', 0, state.next);
  } else if (state.end?.value === true) {
    found.push({ kind: 'end', index: 0, target: undefined });
  }
  if ('catch' in state) {
    for (const [index, { next }] of state.catch.entries()) add('catch', index, next);
  }
  return found;
}

/** Whether an execution can end in a state. */
export function isTerminal(state: State): boolean {
  return isFinal(state) || state.end?.value === true;
}

function isFinal({ type }: State): boolean {
  return type === 'Succeed' || type === 'Fail';
}

/**
 * Every field of a state that names another, also where a state of its type has no such field: a
 * rename has to write them all.
 */
export function namesIn(state: State): readonly Text[] {
  const named = transitionsOf(state).flatMap(({ target }) => target ?? []);
  return state.next && !named.includes(state.next) ? [state.next, ...named] : named;
}
