import { errorListsOf } from '../../errors.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

const aws = { message: 'States.ALL must appear alone and at end of list' };

export const errorAll: Rule = {
  states: handlingErrors((state, report) => {
    for (const { name, entries } of errorListsOf(state)) {
      entries.forEach(({ errors }, index) => {
        const all = errors.find(({ value }) => value === 'States.ALL');
        if (!all) return;
        const isAlone = errors.length === 1;
        if (!isAlone) report(all, 'States.ALL must stand alone in its ErrorEquals.', { aws });
        if (index < entries.length - 1) {
          report(
            all,
            `States.ALL must be in the last entry of ${name}; the entries after it would never apply.`,
            // AWS tells both with one sentence, once.
            { aws, isEcho: !isAlone },
          );
        }
      });
    }
  }),
};
