import type { StringNode } from '@stepthrough/asl';
import { errorListsOf, matches } from '../../errors.ts';
import type { Rule } from '../../rule.ts';

export const errorShadowed: Rule = {
  types: ['Task', 'Parallel', 'Map'],
  state(state, report) {
    for (const { name, entries } of errorListsOf(state)) {
      const seen = new Map<string, StringNode>();
      for (const { errors } of entries) {
        for (const error of errors) {
          const earlier = [...seen].find(
            ([value]) => value !== 'States.ALL' && matches(value, error.value),
          );
          if (earlier) {
            report(
              error,
              earlier[0] === error.value
                ? `"${error.value}" is already matched by an earlier entry of ${name}.`
                : `"${error.value}" is already matched by ${earlier[0]} before it in ${name}.`,
              {
                tags: ['unnecessary'],
                related: [{ message: 'It is matched here.', range: earlier[1].range }],
              },
            );
          }
        }
        for (const error of errors) if (!seen.has(error.value)) seen.set(error.value, error);
      }
    }
  },
};
