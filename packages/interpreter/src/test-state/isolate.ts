/** A machine of the tested state alone. */
import { isArray, isObject, type Json, type JsonObject, member } from '@stepthrough/json';
import { anonymousState, TestStateProblem, type TestStateCall } from './call.ts';

interface Isolated {
  readonly name: string;
  readonly state: JsonObject;
  /** Its machine: where the state goes next there is a state that just succeeds. */
  readonly machine: JsonObject;
}

export function isolate({ definition, stateName }: TestStateCall): Isolated {
  const name = stateName ?? anonymousState;
  const state = stateName === undefined ? definition : findState(definition, stateName);
  if (!state) throw new TestStateProblem('ValidationException', 'State not found in definition');
  const { QueryLanguage } = definition;
  const targets = targetsOf(state).map((target): [string, Json] => [target, { Type: 'Succeed' }]);
  return {
    name,
    state,
    machine: {
      ...(QueryLanguage === undefined ? {} : { QueryLanguage }),
      StartAt: name,
      States: { ...Object.fromEntries(targets), [name]: state },
    },
  };
}

/** The state of that name, in the machine or in a branch or processor. */
function findState(scope: JsonObject, name: string): JsonObject | undefined {
  const states = scope['States'];
  if (!isObject(states)) return undefined;
  const own = member(states, name);
  if (isObject(own)) return own;
  for (const state of Object.values(states)) {
    if (!isObject(state)) continue;
    const { Branches, ItemProcessor, Iterator } = state;
    const inner = [...(Array.isArray(Branches) ? Branches : []), ItemProcessor, Iterator];
    for (const candidate of inner as (Json | undefined)[]) {
      const found = isObject(candidate) ? findState(candidate, name) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function targetsOf({ Next, Default, Choices, Catch }: JsonObject): readonly string[] {
  const rules = [Choices, Catch].flatMap((list) =>
    isArray(list) ? list.filter((rule) => isObject(rule)) : [],
  );
  return [Next, Default, ...rules.map((rule) => rule['Next'])].filter(
    (target): target is string => typeof target === 'string',
  );
}
