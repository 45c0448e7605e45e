import { nearest } from '@stepthrough/json';
import { errorListsOf, statesErrors } from '../../errors.ts';
import { replaceString } from '../../fixes.ts';
import { isOpen } from '../../nodes.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

export const errorUnknownStates: Rule = {
  states: handlingErrors((state, report, { document }) => {
    for (const { entries } of errorListsOf(state)) {
      for (const error of entries.flatMap(({ errors }) => errors)) {
        if (!error.value.startsWith('States.') || isOpen(error)) continue;
        if (statesErrors.has(error.value) || /^States\.Http\.StatusCode\.\d{3}$/.test(error.value))
          continue;
        const closest = nearest(error.value, statesErrors.keys());
        report(
          error,
          `Step Functions has no error named ${error.value}.${closest ? ` Did you mean ${closest}?` : ''}`,
          {
            fixes: closest ? [replaceString(document, error, closest, `Change to ${closest}`)] : [],
          },
        );
      }
    }
  }),
};
