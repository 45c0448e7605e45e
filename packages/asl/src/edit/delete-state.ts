import type { AslDocument } from '../document.ts';
import type { Scope, State } from '../machine.ts';
import type { TransitionSource } from '../graph.ts';
import { propertyOf } from '../source/node.ts';
import { parse } from '../parse.ts';
import { stateById, stateId } from '../walk.ts';
import { removeField } from './set-field.ts';
import { assertOwn, CannotSplice, splicerFor } from './splice.ts';
import { applyTextEdits, difference, type TextEdit } from './text-edit.ts';
import { retarget } from './transitions.ts';

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
    ...others.flatMap((other) => relink(document, scope, other, state.name, successor)),
    ...splicerFor(document, states).remove(document, states, property.range),
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
  scope: Scope,
  state: State,
  name: string,
  successor: string | undefined,
): TextEdit[] {
  const from = stateId(state);
  const edits: TextEdit[] = [];
  const change = (kind: TransitionSource['kind'], index = 0): void => {
    edits.push(...retarget(document, scope, { kind, from, index }, successor));
  };
  if (state.next?.value === name) change('next');
  if (state.type === 'Choice') {
    if (state.default?.value === name) {
      if (successor === undefined) edits.push(...removeMember(document, state, 'Default'));
      else change('default');
    }
    const gone = state.choices.filter((rule) => rule.next?.value === name);
    if (successor === undefined) edits.push(...removeItems(document, state, 'Choices', gone));
    else for (const rule of gone) change('choice', state.choices.indexOf(rule));
  }
  if ('catch' in state) {
    const gone = state.catch.filter((catcher) => catcher.next?.value === name);
    if (successor === undefined) edits.push(...removeItems(document, state, 'Catch', gone));
    else for (const catcher of gone) change('catch', state.catch.indexOf(catcher));
  }
  return edits;
}

function removeMember(document: AslDocument, state: State, name: string): TextEdit[] {
  const property = propertyOf(state.node, name);
  if (!property) return [];
  return splicerFor(document, state.node).remove(document, state.node, property.range);
}

/** Rules or catchers that led only to the deleted state; without any left, the field goes as a whole. */
function removeItems(
  document: AslDocument,
  state: State,
  field: string,
  gone: readonly { readonly node: State['node'] }[],
): TextEdit[] {
  const array = propertyOf(state.node, field)?.value;
  if (array?.kind !== 'array' || gone.length === 0) return [];
  assertOwn(array);
  if (gone.length === array.items.length && field === 'Catch') {
    return removeMember(document, state, field);
  }
  const indexes = gone.map(({ node }) => array.items.indexOf(node));
  const [index] = indexes;
  if (index !== undefined && indexes.length === 1)
    return removeField(document, state.node, [field, index]);
  return removeInTurn(document, state, field, indexes);
}

/** Removals next to each other share commas and lines, so each is made in what the one before left. */
function removeInTurn(
  document: AslDocument,
  state: State,
  field: string,
  indexes: readonly number[],
): TextEdit[] {
  const id = stateId(state);
  let text = document.text;
  for (const index of indexes.toReversed()) {
    const left = parse(text, document.syntax);
    const there = left.machine && stateById(left.machine, id);
    if (!there)
      throw new CannotSplice('Several rules lead only to this state; point them elsewhere first.');
    text = applyTextEdits(text, removeField(left, there.node, [field, index]));
  }
  return [difference(document.text, text)];
}
