import type { AslDocument } from '../document.ts';
import type { Catcher, Scope, State } from '../machine.ts';
import { propertyOf } from '../source/node.ts';
import { assertOwn, CannotSplice, splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { retarget, retargetState } from './transitions.ts';
import type { StateTransition } from '../transitions.ts';

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
  const edits: TextEdit[] = [];
  const change = (kind: StateTransition['kind'], index = 0): void => {
    edits.push(...retargetState(document, state, { kind, index }, successor));
  };
  if (state.next?.value === name) change('next');
  if (state.type === 'Choice') {
    if (state.default?.value === name) {
      if (successor === undefined) edits.push(...removeMember(document, state, 'Default'));
      else change('default');
    }
    const gone = indexesOf(state.choices, name);
    if (successor === undefined) edits.push(...removeItems(document, state, 'Choices', gone));
    else for (const index of gone) change('choice', index);
  }
  if ('catch' in state) {
    const gone = indexesOf(state.catch, name);
    if (successor === undefined) edits.push(...removeItems(document, state, 'Catch', gone));
    else for (const index of gone) change('catch', index);
  }
  return edits;
}

/** Rules or catchers that lead to a state. */
function indexesOf(parts: readonly Pick<Catcher, 'next'>[], name: string): readonly number[] {
  return parts.flatMap(({ next }, index) => (next?.value === name ? [index] : []));
}

function removeMember(document: AslDocument, state: State, name: string): TextEdit[] {
  const property = propertyOf(state.node, name);
  if (!property) return [];
  return splicerFor(document, state.node).remove(document, state.node, [property.range]);
}

/** Rules or catchers that led only to the deleted state; without any left, the field goes as a whole. */
function removeItems(
  document: AslDocument,
  state: State,
  field: 'Choices' | 'Catch',
  gone: readonly number[],
): TextEdit[] {
  const array = propertyOf(state.node, field)?.value;
  if (array?.kind !== 'array' || gone.length === 0) return [];
  assertOwn(state.node);
  assertOwn(array);
  if (gone.length === array.items.length && field === 'Catch') {
    return removeMember(document, state, field);
  }
  // The model leaves out what is no object.
  const items = array.items.filter(({ kind }) => kind === 'object');
  const ranges = gone.flatMap((index) => items[index]?.range ?? []);
  return splicerFor(document, array).remove(document, array, ranges);
}
