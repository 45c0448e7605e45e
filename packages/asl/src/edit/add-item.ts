/** One more rule, retrier, catcher or branch, at the end of its list. */
import type { AslDocument } from '../document.ts';
import type { State } from '../machine.ts';
import type { Json } from '@stepthrough/json';
import { propertyOf } from '../source/node.ts';
import { machineOf, queryLanguageOf, walkStates } from '../walk.ts';
import { leastCatcher, leastFlow, leastRetrier, leastRule } from './least-fields.ts';
import type { ItemList } from './operation.ts';
import { nameIn } from './reconnect.ts';
import { setField } from './set-field.ts';
import { assertOwn, CannotSplice } from './splicer.ts';
import type { TextEdit } from './text-edit.ts';
import { assertName } from './transitions.ts';

/** A rule of a Choice to the state of this `stateId`; without it, to where Default leads, or to another state. */
export function addRule(document: AslDocument, state: State, to: string | undefined): TextEdit[] {
  if (state.type !== 'Choice') throw new CannotSplice(notOf(state, 'Choices'));
  const next =
    to === undefined ? (state.default?.value ?? otherThan(state)) : nameIn(state.scope, to);
  if (next === undefined) {
    throw new CannotSplice('Add a state first that the rule can lead to.');
  }
  return append(document, state, 'Choices', leastRule(queryLanguageOf(state), next));
}

/** A retrier, a catcher or a branch with the least that makes it valid. */
export function addItem(
  document: AslDocument,
  state: State,
  field: Exclude<ItemList, 'Choices'>,
): TextEdit[] {
  return append(document, state, field, newItem[field](state));
}

const newItem: {
  readonly [F in Exclude<ItemList, 'Choices'>]: (state: State) => Json;
} = {
  Retry: (state) => {
    if (!('retry' in state)) throw new CannotSplice(notOf(state, 'Retry'));
    return leastRetrier;
  },
  Catch: (state) => {
    if (!('catch' in state)) throw new CannotSplice(notOf(state, 'Catch'));
    const failure = otherThan(state, ({ type }) => type === 'Fail');
    const next = failure ?? otherThan(state);
    if (next === undefined) {
      throw new CannotSplice('Add a state first that the error can lead to.');
    }
    return leastCatcher(next);
  },
  Branches: (state) => {
    if (state.type !== 'Parallel') throw new CannotSplice(notOf(state, 'Branches'));
    return leastFlow(freeName(state, `${state.name} ${state.branches.length + 1}`));
  },
};

function notOf({ name, type }: State, field: string): string {
  return `«${name}» is ${type === undefined ? 'of no type' : `a ${type}`}, which has no ${field}.`;
}

/** The name of the first other state of the scope, in the order of the text. */
function otherThan(state: State, isMeant: (other: State) => boolean = () => true) {
  const { name, scope } = state;
  return scope.states.find((other) => other.name !== name && isMeant(other))?.name;
}

/** A name that no state of the machine has: the one given, or with the first free number from 2 behind it. */
function freeName({ scope }: State, base: string): string {
  const taken = new Set([...walkStates(machineOf(scope))].map(({ name }) => name));
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base} ${number}`;
  assertName(name);
  return name;
}

/** Behind the items that are there; a field that is not written yet begins with this one. */
function append(document: AslDocument, state: State, field: ItemList, item: Json): TextEdit[] {
  const list = propertyOf(state.node, field)?.value;
  if (!list || list.kind === 'null') return setField(document, state.node, [field], [item]);
  if (list.kind !== 'array') {
    throw new CannotSplice(`The ${field} of «${state.name}» is no list; repair it in the text.`);
  }
  assertOwn(list);
  return setField(document, state.node, [field, list.items.length], item);
}
