import type { State } from '@stepthrough/asl';
import { failTerminally } from '../control.ts';
import type { StateCode, Step } from '../code.ts';
import { enter } from '../steps/enter.ts';
import { compileChoice } from './choice.ts';
import { compileFail } from './fail.ts';
import { compileMap } from './map.ts';
import { compileParallel } from './parallel.ts';
import { compilePass } from './pass.ts';
import { compileSucceed } from './succeed.ts';
import { compileTask } from './task.ts';
import { compileWait } from './wait.ts';
import type { Place, Way } from './way.ts';

type StateKind = NonNullable<State['type']>;

const compilers: {
  readonly [Kind in StateKind]: (state: Extract<State, { type: Kind }>, place: Place) => Way;
} = {
  Task: compileTask,
  Pass: compilePass,
  Choice: compileChoice,
  Wait: compileWait,
  Succeed: compileSucceed,
  Fail: compileFail,
  Parallel: compileParallel,
  Map: compileMap,
};

export function compileState(state: State, place: Place): StateCode {
  const type = state.type ?? 'Pass';
  const way = state.type === undefined ? untyped(state.name) : wayOf(state, state.type, place);
  const { index, id, language, scope, counter } = place;
  return {
    index,
    name: state.name,
    id,
    type,
    language,
    scope,
    counter,
    enteredType: `${type}StateEntered`,
    exitedType: `${type}StateExited`,
    steps: way.steps,
    places: way.steps.map(({ phase }, position) => ({
      state: state.name,
      code: index,
      phase,
      position,
    })),
    retriers: way.retriers ?? [],
    catchers: way.catchers ?? [],
    retryAt: way.retryAt ?? 0,
  };
}

function wayOf<Kind extends StateKind>(
  state: Extract<State, { type: Kind }>,
  kind: Kind,
  place: Place,
): Way {
  return compilers[kind](state, place);
}

function untyped(name: string): Way {
  const fail: Step = {
    phase: 'call',
    perform: (run, thread) =>
      failTerminally(run, thread, `The state '${name}' has no Type that is one of the eight.`),
  };
  return { steps: [enter, fail] };
}
