/** AttributeUpdates: updates of before there were expressions. */
import { isObject, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { fits, json, members, misfit, text } from '../../contract/request-form.ts';
import type { Action } from '../expressions/update.ts';
import type { Surface } from '../values/surface.ts';
import { typeOf, type AttributeValue } from '../values/attribute-value.ts';
import { constraintProblem, oneOf } from '../tables/constraints.ts';
import { setIn } from '../values/comparison.ts';
import { readValue } from '../values/read-value.ts';

const form = members({ Action: text, Value: json });
const fitsForm = fits(form);

const actionKinds = ['ADD', 'DELETE', 'PUT'];

const wrong = 'One or more parameter values were invalid: ';

export function readAttributeUpdates(
  given: JsonObject,
  surface: Surface,
): readonly Action[] | Refusal {
  const actions: Action[] = [];
  for (const [name, written] of Object.entries(given)) {
    if (!isObject(written) || !fitsForm(written)) return misfit(written, form);
    const { Action: kind = 'PUT', Value } = written;
    const value = Value === undefined ? undefined : readValue(Value, surface);
    if (value && isRefusal(value)) return value;
    const wrongKind = constraintProblem([
      oneOf(`attributeUpdates.${name}.member.action`, kind, actionKinds),
    ]);
    if (wrongKind) return wrongKind;
    const action = actionOf(name, kind, value);
    if (typeof action === 'string') return surface.refuse(action);
    actions.push(action);
  }
  return actions;
}

/** The action, of one of its kinds, or what is wrong with it. */
function actionOf(name: string, kind: string, value: AttributeValue | undefined): Action | string {
  const path = [name] as const;
  if (kind === 'DELETE') {
    if (!value) return { kind: 'REMOVE', path };
    return setIn(value)
      ? { kind: 'DELETE', path, value }
      : `${wrong}DELETE action with value is not supported for the type ${typeOf(value)}`;
  }
  if (!value) return `${wrong}Only DELETE action is allowed when no attribute value is specified`;
  if (kind === 'PUT') return { kind: 'SET', path, source: { kind: 'value', value } };
  if ('N' in value || setIn(value)) return { kind: 'ADD', path, value };
  if (!('L' in value)) return `${wrong}ADD action is not supported for the type ${typeOf(value)}`;
  // Of a list: its elements come to the end.
  const present = {
    kind: 'call',
    name: 'if_not_exists',
    first: { kind: 'path', path },
    second: { kind: 'value', value: { L: [] } },
  } as const;
  return {
    kind: 'SET',
    path,
    source: {
      kind: 'call',
      name: 'list_append',
      first: present,
      second: { kind: 'value', value },
    },
  };
}
