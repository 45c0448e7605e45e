import type { Json } from '@stepthrough/json';
import { stringify } from 'yaml';
import type { AslDocument } from '../document.ts';
import type { QueryLanguage, Scope } from '../machine.ts';
import { propertyOf } from '../source/node.ts';
import { queryLanguageOfScope, stateId } from '../walk.ts';
import { leastFields } from './least-fields.ts';
import type { AddState } from './operation.ts';
import { assertOwn, CannotSplice } from './splicer.ts';
import { splicerFor } from './splice.ts';
import { insertion, type Named, type TextEdit } from './text-edit.ts';
import { assertFreeName, retarget, targetOf } from './transitions.ts';

/** Adds a state, on a transition or beside the others; the first one of a scope becomes its start. */
export function addState(document: AslDocument, scope: Scope, operation: AddState): TextEdit[] {
  const { name, on } = operation;
  assertFreeName(scope, name);
  const { statesField } = scope;
  const target = on && targetOf(scope, on);
  const added = newStates(operation, queryLanguageOfScope(scope), on ? target : undefined);
  if (!statesField) return addStates(document, scope, name, added);
  const states = statesField.value;
  assertOwn(states);
  const before = on && scope.states.find((candidate) => stateId(candidate) === on.from);
  const after = before && states.properties.find(({ key }) => key === before.key);
  const written = splicerFor(document, states).insertMembers(document, states, added, after);
  if (on) return [...retarget(document, scope, on, name), ...written];
  return scope.states.length > 0 || scope.startAt?.value === name
    ? written
    : [...retarget(document, scope, { kind: 'start', from: '', index: 0 }, name), ...written];
}

/** Writes a machine of one state into a text that holds nothing yet. */
export function addMachine(document: AslDocument, operation: AddState): TextEdit[] {
  const { name } = operation;
  const isUnread = document.problems.length > 0 || document.syntax === 'json';
  if (document.text.trim() !== '' && isUnread) {
    throw new CannotSplice('The text cannot be read; repair it before states are added.');
  }
  const states = Object.fromEntries(newStates(operation, 'JSONPath', undefined));
  const machine = { StartAt: name, States: states };
  const text = document.syntax === 'yaml' ? stringify(machine) : toJsonText(machine);
  const end = document.text.length;
  return [insertion(end, text.replaceAll('\n', document.layout.lineBreak))];
}

function toJsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** For a scope without `States`: writes it, with StartAt when that is missing too. */
function addStates(
  document: AslDocument,
  scope: Scope,
  name: string,
  added: readonly Named[],
): TextEdit[] {
  assertOwn(scope.node);
  const splicer = splicerFor(document, scope.node);
  const states = ['States', Object.fromEntries(added)] as const;
  const unfinished = propertyOf(scope.node, 'States');
  const start: Named[] = scope.startAt ? [] : [['StartAt', name]];
  if (!unfinished) return splicer.insertMembers(document, scope.node, [...start, states]);
  return [
    ...splicer.replaceMember(document, unfinished, states),
    ...(start.length > 0 ? splicer.insertMembers(document, scope.node, start, unfinished) : []),
  ];
}

/** The state, and for a Choice that nothing follows a state for it to lead to. */
function newStates(
  { name, type, fields }: AddState,
  language: QueryLanguage,
  target: string | undefined,
): Named[] {
  if (type === 'Choice') {
    const next = target ?? `After ${name}`;
    const state: Json = {
      Type: type,
      ...leastFields.Choice(language, name, next),
      ...fields,
      Default: next,
    };
    return [[name, state], ...(target === undefined ? [[next, { Type: 'Succeed' }] as const] : [])];
  }
  const out = target === undefined ? { End: true } : { Next: target };
  const leaves = type === 'Succeed' || type === 'Fail' ? {} : out;
  const own = fields ?? leastFields[type](language, name, target ?? '');
  return [[name, { Type: type, ...own, ...leaves }]];
}
