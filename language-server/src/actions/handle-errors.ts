import { type Operation, scopeId, type State, stateId, walkStates } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { type ActionSite, editAction, editsOf } from './action.ts';

/** Adds a retrier or a catcher to a state that can have them. */
export function handleErrors({ file, open, state }: ActionSite): CodeAction[] {
  if (state.type !== 'Task' && state.type !== 'Parallel' && state.type !== 'Map') return [];
  const actions: CodeAction[] = [];
  const offer = (title: string, operations: readonly Operation[]): void => {
    const edits = editsOf(open, operations);
    if (edits) actions.push(editAction(file, title, CodeActionKind.RefactorRewrite, edits));
  };
  offer(`Add Retry to ${state.name}`, [append(state, 'Retry', state.retry.length, retrier(state))]);
  const { name, isNew } = handlerOf(state);
  const catcher = { ErrorEquals: ['States.ALL'], Next: name };
  offer(`Add Catch to ${state.name}`, [
    append(state, 'Catch', state.catch.length, catcher),
    ...(isNew ? [failState(state, name)] : []),
  ]);
  return actions;
}

function append(state: State, field: string, count: number, value: Json): Operation {
  const id = stateId(state);
  return count === 0
    ? { kind: 'setField', id, path: [field], value: [value] }
    : { kind: 'setField', id, path: [field, count], value };
}

/** AWS recommends to retry these errors of Lambda, which are not the function's own. */
const lambdaErrors = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

function retrier(state: State): Json {
  const resource = state.type === 'Task' ? (state.resource?.value ?? '') : '';
  const isLambda = /:lambda:/.test(resource);
  return {
    ErrorEquals: isLambda ? lambdaErrors : ['States.ALL'],
    IntervalSeconds: 1,
    MaxAttempts: 3,
    BackoffRate: 2,
    JitterStrategy: 'FULL',
  };
}

/** The Fail state of the scope, or the name of one to be made. */
function handlerOf(state: State): { readonly name: string; readonly isNew: boolean } {
  const present = state.scope.states.find(({ type }) => type === 'Fail');
  if (present) return { name: present.name, isNew: false };
  const taken = new Set([...walkStates(outermost(state))].map(({ name }) => name));
  const wanted = `${state.name} failed`.slice(0, limits.stateName);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted.slice(0, 75)} ${count}`;
    if (!taken.has(name)) return { name, isNew: true };
  }
}

function outermost({ scope }: State) {
  let outer = scope;
  while (outer.owner) outer = outer.owner.scope;
  return outer;
}

function failState({ scope, name: failed }: State, name: string): Operation {
  return {
    kind: 'addState',
    scope: scopeId(scope),
    name,
    type: 'Fail',
    fields: { Cause: `${failed} failed` },
  };
}
