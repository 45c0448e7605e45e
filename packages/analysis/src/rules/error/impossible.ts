import { errorListsOf, statesErrors } from '../../errors.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

export const errorImpossible: Rule = {
  states: handlingErrors((state, report, { language }) => {
    for (const { entries } of errorListsOf(state)) {
      for (const error of entries.flatMap(({ errors }) => errors)) {
        const info = statesErrors.get(error.value);
        if (info?.language && info.language !== language(state)) {
          report(error, `${error.value} happens only in ${info.language} states.`, {
            tags: ['unnecessary'],
          });
        } else if (info?.types && !info.types.some((type) => type === state.type)) {
          report(error, `${error.value} happens only in ${info.types.join(' and ')} states.`, {
            tags: ['unnecessary'],
          });
        }
      }
    }
  }),
};
