import { errorListsOf } from '../../errors.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

export const errorAll: Rule = {
  states: handlingErrors((state, report) => {
    for (const { name, entries } of errorListsOf(state)) {
      entries.forEach(({ errors }, index) => {
        const all = errors.find(({ value }) => value === 'States.ALL');
        if (!all) return;
        if (errors.length > 1) {
          report(all, 'States.ALL must stand alone in its ErrorEquals.', {
            aws: { message: `States.ALL must appear alone in ErrorEquals` },
          });
        }
        if (index < entries.length - 1) {
          report(
            all,
            `States.ALL must be in the last entry of ${name}; the entries after it would never apply.`,
            {
              aws: { message: `States.ALL must appear in the last element of ${name}` },
            },
          );
        }
      });
    }
  }),
};
