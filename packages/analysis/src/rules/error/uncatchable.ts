import { failures } from '@stepthrough/catalog';
import { errorListsOf } from '../../errors.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

export const errorUncatchable: Rule = {
  states: handlingErrors((state, report) => {
    for (const { name, entries } of errorListsOf(state)) {
      for (const error of entries.flatMap(({ errors }) => errors)) {
        const reason = reasons.get(error.value);
        if (reason) report(error, `${error.value} cannot be handled by ${name}: ${reason}`);
      }
    }
  }),
};

const reasons: ReadonlyMap<string, string> = new Map([
  ['States.Runtime', 'errors of the definition itself always fail the execution.'],
  [
    'States.NoChoiceMatched',
    `a Choice without a match fails with ${failures.noChoiceMatched}, which nothing takes; give the Choice a Default.`,
  ],
]);
