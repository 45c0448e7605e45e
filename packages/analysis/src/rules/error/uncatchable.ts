import { errorListsOf } from '../../errors.ts';
import type { Rule } from '../../rule.ts';

export const errorUncatchable: Rule = {
  types: ['Task', 'Parallel', 'Map'],
  state(state, report) {
    for (const { name, entries } of errorListsOf(state)) {
      for (const error of entries.flatMap(({ errors }) => errors)) {
        const reason = reasons.get(error.value);
        if (reason) report(error, `${error.value} cannot be handled by ${name}: ${reason}`);
      }
    }
  },
};

const reasons: ReadonlyMap<string, string> = new Map([
  ['States.Runtime', 'errors of the definition itself always fail the execution.'],
  [
    'States.NoChoiceMatched',
    'it happens in Choice states, which have no error handlers; give the Choice a Default.',
  ],
]);
