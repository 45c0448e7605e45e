import type { StringNode } from '@stepthrough/asl';
import { takesError } from '@stepthrough/catalog';
import { errorListsOf } from '../../errors.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

interface Seen {
  readonly error: StringNode;
  readonly order: number;
}

export const errorShadowed: Rule = {
  states: handlingErrors((state, report) => {
    for (const { name, entries } of errorListsOf(state)) {
      const seen = new Map<string, Seen>();
      for (const { errors } of entries) {
        for (const error of errors) {
          const earlier = earlierOf(error.value, seen);
          if (earlier) {
            report(
              error,
              earlier.error.value === error.value
                ? `"${error.value}" is already matched by an earlier entry of ${name}.`
                : `"${error.value}" is already matched by ${earlier.error.value} before it in ${name}.`,
              {
                tags: ['unnecessary'],
                related: [{ message: 'It is matched here.', range: earlier.error.range }],
              },
            );
          }
        }
        for (const error of errors) {
          if (!seen.has(error.value)) seen.set(error.value, { error, order: seen.size });
        }
      }
    }
  }),
};

/** The first entry that matches an error: one of the same name, or the only one that stands for others. */
function earlierOf(error: string, seen: ReadonlyMap<string, Seen>): Seen | undefined {
  const found = [error, 'States.TaskFailed'].flatMap((name) =>
    name !== 'States.ALL' && takesError(name, error) ? (seen.get(name) ?? []) : [],
  );
  return found.reduce<Seen | undefined>(
    (first, each) => (first && first.order < each.order ? first : each),
    undefined,
  );
}
