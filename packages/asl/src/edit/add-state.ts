import type { AslDocument } from '../document.ts';
import type { Scope, StateType } from '../machine.ts';
import type { Json } from '../source/node.ts';
import { queryLanguageOfScope, stateId } from '../walk.ts';
import type { AddState } from './operation.ts';
import { assertOwn, CannotSplice, splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';
import { assertFreeName, retarget, targetOf } from './transitions.ts';

/** Adds a state, on a transition or beside the others; the first one of a scope becomes its start. */
export function addState(document: AslDocument, scope: Scope, operation: AddState): TextEdit[] {
  const { name, type, on } = operation;
  assertFreeName(scope, name);
  const { statesField } = scope;
  const target = on && targetOf(scope, on);
  const isJsonata = queryLanguageOfScope(scope) === 'JSONata';
  const state = {
    Type: type,
    ...bodies[type](isJsonata),
    ...leading(type, on ? target : undefined),
  };
  const splicer = splicerFor(document, scope.node);
  if (!statesField) {
    const start = scope.startAt
      ? []
      : splicer.insertMember(document, scope.node, ['StartAt', name]);
    if (start.length > 0) throw new CannotSplice('Write "StartAt" and "States" in the text first.');
    return splicer.insertMember(document, scope.node, ['States', { [name]: state }]);
  }
  const states = statesField.value;
  assertOwn(states);
  const before = on && scope.states.find((candidate) => stateId(candidate) === on.from);
  const after = before && states.properties.find(({ key }) => key.value === before.name);
  const added = splicerFor(document, states).insertMember(document, states, [name, state], after);
  if (on) return [...retarget(document, scope, on, name), ...added];
  return scope.states.length > 0 || scope.startAt?.value === name
    ? added
    : [...retarget(document, scope, { kind: 'start', from: '', index: 0 }, name), ...added];
}

function leading(type: StateType, target: string | undefined): { readonly [name: string]: Json } {
  if (type === 'Succeed' || type === 'Fail') return {};
  if (type === 'Choice') return target === undefined ? {} : { Default: target };
  return target === undefined ? { End: true } : { Next: target };
}

/** The least that makes each type valid. */
const bodies: {
  readonly [T in StateType]: (isJsonata: boolean) => { readonly [name: string]: Json };
} = {
  Task: (isJsonata) => ({
    Resource: 'arn:aws:states:::lambda:invoke',
    [isJsonata ? 'Arguments' : 'Parameters']: isJsonata
      ? { FunctionName: 'my-function', Payload: '{% $states.input %}' }
      : { FunctionName: 'my-function', 'Payload.$': '$' },
  }),
  Pass: () => ({}),
  Choice: () => ({ Choices: [] }),
  Wait: () => ({ Seconds: 60 }),
  Succeed: () => ({}),
  Fail: () => ({ Error: 'MyError', Cause: 'What went wrong' }),
  Parallel: () => ({
    Branches: [
      { StartAt: 'Branch start', States: { 'Branch start': { Type: 'Pass', End: true } } },
    ],
  }),
  Map: (isJsonata) => ({
    ...(isJsonata ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }),
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: 'Each item',
      States: { 'Each item': { Type: 'Pass', End: true } },
    },
  }),
};
