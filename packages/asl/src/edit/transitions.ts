import { characters, limits } from '@stepthrough/catalog';
import type { AslDocument } from '../document.ts';
import type { TransitionSource } from '../graph.ts';
import type { Field, Scope, State } from '../machine.ts';
import { propertyOf } from '../source/node.ts';
import { machineOf, stateId, walkStates } from '../walk.ts';
import { assertOwn, CannotSplice } from './splicer.ts';
import { splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { namesIn, type StateTransition, transitionsOf } from '../transitions.ts';

/** Writes where a transition leads: the name of a state, or `undefined` for the end of the scope. */
export function retarget(
  document: AslDocument,
  scope: Scope,
  transition: TransitionSource,
  name: string | undefined,
): TextEdit[] {
  const { kind, from, index } = transition;
  if (kind === 'start') return setStart(document, scope, name);
  return retargetState(document, stateFrom(scope, from), { kind, index }, name);
}

/** The state of a scope that a transition leaves, by its `stateId`. */
export function stateFrom(scope: Scope, from: string): State {
  const state = scope.states.find((candidate) => stateId(candidate) === from);
  if (!state) throw new CannotSplice('The state that the transition leaves is not there any more.');
  return state;
}

/** Which transition of a state. */
export type TransitionPlace = Pick<StateTransition, 'kind' | 'index'>;

/** As `retarget`, for a transition of this state. */
export function retargetState(
  document: AslDocument,
  state: State,
  transition: TransitionPlace,
  name: string | undefined,
): TextEdit[] {
  assertOwn(state.node);
  switch (transition.kind) {
    case 'next':
    case 'end':
      if (!state.next && (state.type === 'Succeed' || state.type === 'Fail')) {
        throw new CannotSplice(`A ${state.type} state ends the flow: nothing can follow it.`);
      }
      if (!state.next && state.type === 'Choice') {
        throw new CannotSplice(
          'A Choice leads on by its rules and its Default, not by Next or End.',
        );
      }
      return setNext(document, state.node, name);
    case 'default':
      return setName(document, state.node, 'Default', name);
    case 'choice': {
      const rule = state.type === 'Choice' ? state.choices[transition.index] : undefined;
      if (!rule) throw new CannotSplice('This choice rule is not there any more.');
      return setName(document, rule.node, 'Next', name);
    }
    case 'catch': {
      const catcher = 'catch' in state ? state.catch[transition.index] : undefined;
      if (!catcher) throw new CannotSplice('This catcher is not there any more.');
      return setName(document, catcher.node, 'Next', name);
    }
  }
}

/** Where a transition leads now. */
export function targetOf(scope: Scope, transition: TransitionSource): string | undefined {
  if (transition.kind === 'start') return scope.startAt?.value;
  const { kind, from, index } = transition;
  const state = scope.states.find((candidate) => stateId(candidate) === from);
  if (!state) return undefined;
  // Written where AWS does not follow it, it can be taken away all the same.
  if (kind === 'next') return state.next?.value;
  return transitionsOf(state).find((each) => each.kind === kind && each.index === index)?.target
    ?.value;
}

function setStart(document: AslDocument, scope: Scope, name: string | undefined): TextEdit[] {
  if (name === undefined) throw new CannotSplice('A machine needs a state at its start.');
  return setName(document, scope.node, 'StartAt', name);
}

/** Next and End exclude each other, so one takes the place of the other. */
function setNext(document: AslDocument, node: Scope['node'], name: string | undefined): TextEdit[] {
  const splicer = splicerFor(document, node);
  const next = propertyOf(node, 'Next');
  const end = propertyOf(node, 'End');
  const member = name === undefined ? (['End', true] as const) : (['Next', name] as const);
  const present = next ?? end;
  if (!present) return splicer.insertMembers(document, node, [member]);
  if (name !== undefined && next?.value) return splicer.replaceValue(document, next.value, name);
  return splicer.replaceMember(document, present, member);
}

function setName(
  document: AslDocument,
  node: Scope['node'],
  field: string,
  name: string | undefined,
): TextEdit[] {
  if (name === undefined) {
    throw new CannotSplice('Only Next can become the end; a rule, Default and Catch name a state.');
  }
  const splicer = splicerFor(document, node);
  const property = propertyOf(node, field);
  if (!property) return splicer.insertMembers(document, node, [[field, name]]);
  if (!property.value) return splicer.replaceMember(document, property, [field, name]);
  return splicer.replaceValue(document, property.value, name);
}

/** Every place in a scope that names a state, by the name. */
export function referencesIn(scope: Scope): ReadonlyMap<string, readonly Field<string>[]> {
  const fields = [scope.startAt, ...scope.states.flatMap(namesIn)];
  const byName = new Map<string, Field<string>[]>();
  for (const field of fields) {
    if (!field) continue;
    const known = byName.get(field.value);
    if (known) known.push(field);
    else byName.set(field.value, [field]);
  }
  return byName;
}

export const nameTooLong = `A state name has at most ${limits.stateName} characters.`;

/** Refuses a name that the States Language does not allow, or that a state of the machine has. */
export function assertFreeName(scope: Scope, name: string): void {
  assertName(name);
  for (const state of walkStates(machineOf(scope))) {
    if (state.name === name) throw new CannotSplice(`There is a state «${name}» already.`);
  }
}

/** Refuses a name that the States Language does not allow. */
export function assertName(name: string): void {
  if (name === '') throw new CannotSplice('A state needs a name.');
  if (characters(name) > limits.stateName) throw new CannotSplice(nameTooLong);
}
