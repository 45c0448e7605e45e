import type { Surroundings } from '../contract/service.ts';
import { declaredFunctions } from './functions/declared-functions.ts';
import type { LambdaState } from './model/state.ts';

/** The functions that the scenario declares; their event sources begin with the world. */
export function initialLambda(setting: Surroundings): LambdaState {
  return {
    functions: declaredFunctions(setting),
    mappings: undefined,
    running: undefined,
    instances: {},
    given: {},
  };
}
