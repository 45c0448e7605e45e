/** What it means that a transition, or an item of a list, is taken away. */
import type { AslDocument } from '../document.ts';
import type { TransitionSource } from '../graph.ts';
import type { Scope, State } from '../machine.ts';
import { propertyOf, type Range } from '../source/node.ts';
import type { ItemList } from './operation.ts';
import { assertOwn, CannotSplice } from './splicer.ts';
import { splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { retargetState, stateFrom, targetOf, type TransitionPlace } from './transitions.ts';

/** Takes one transition of a scope away. */
export function removeTransition(
  document: AslDocument,
  scope: Scope,
  transition: TransitionSource,
): TextEdit[] {
  const { kind, from, index } = transition;
  if (kind === 'start') {
    throw new CannotSplice('A scope needs its start; point it at another state instead.');
  }
  if (kind === 'end') {
    throw new CannotSplice('This state ends its scope; point it at another state instead.');
  }
  const state = stateFrom(scope, from);
  if (targetOf(scope, transition) === undefined) {
    throw new CannotSplice(`There is no ${nouns[kind]} of «${state.name}» to take away any more.`);
  }
  return removeTransitions(document, state, [{ kind, index }]);
}

const nouns = {
  next: 'Next',
  default: 'Default',
  choice: 'such choice rule',
  catch: 'such catcher',
} as const;

/** Takes transitions of a state away, each of which is there. */
export function removeTransitions(
  document: AslDocument,
  state: State,
  gone: readonly TransitionPlace[],
): TextEdit[] {
  const indexes = (kind: TransitionPlace['kind']): readonly number[] =>
    gone.filter((transition) => transition.kind === kind).map(({ index }) => index);
  const has = (kind: TransitionPlace['kind']): boolean => indexes(kind).length > 0;
  return [
    ...(has('next') ? removeNext(document, state) : []),
    ...(has('default') ? removeMember(document, state, 'Default') : []),
    ...removeObjects(document, state, 'Choices', indexes('choice')),
    ...removeObjects(document, state, 'Catch', indexes('catch')),
  ];
}

/** Takes out of a list of a state the item of an index, which counts all that are written. */
export function removeItem(
  document: AslDocument,
  state: State,
  field: ItemList,
  index: number,
): TextEdit[] {
  const list = propertyOf(state.node, field)?.value;
  const item = list?.kind === 'array' ? list.items[index] : undefined;
  if (!item) {
    throw new CannotSplice(`There is no «${field}.${index}» any more; the text has changed.`);
  }
  return removeRanges(document, state, field, [item.range]);
}

/** A step ends its scope when nothing follows it; other types have no End. */
function removeNext(document: AslDocument, state: State): TextEdit[] {
  const isStep = state.type !== 'Choice' && state.type !== 'Succeed' && state.type !== 'Fail';
  return isStep
    ? retargetState(document, state, { kind: 'next', index: 0 }, undefined)
    : removeMember(document, state, 'Next');
}

function removeMember(document: AslDocument, state: State, name: string): TextEdit[] {
  const property = propertyOf(state.node, name);
  if (!property) return [];
  assertOwn(state.node);
  return splicerFor(document, state.node).remove(document, state.node, [property.range]);
}

/** Rules and catchers by their numbers, which count only what is an object, as the model does. */
function removeObjects(
  document: AslDocument,
  state: State,
  field: 'Choices' | 'Catch',
  gone: readonly number[],
): TextEdit[] {
  const list = propertyOf(state.node, field)?.value;
  if (list?.kind !== 'array' || gone.length === 0) return [];
  const objects = list.items.filter(({ kind }) => kind === 'object');
  const ranges = gone.flatMap((index) => objects[index]?.range ?? []);
  return removeRanges(document, state, field, ranges);
}

/** The States Language wants no empty list of retriers or catchers, and a Choice keeps its list. */
function removeRanges(
  document: AslDocument,
  state: State,
  field: ItemList,
  ranges: readonly Range[],
): TextEdit[] {
  const list = propertyOf(state.node, field)?.value;
  if (list?.kind !== 'array') return [];
  assertOwn(state.node);
  assertOwn(list);
  const isWhole = ranges.length === list.items.length;
  if (isWhole && (field === 'Retry' || field === 'Catch')) {
    return removeMember(document, state, field);
  }
  return splicerFor(document, list).remove(document, list, ranges);
}
