import type { StringNode } from '@stepthrough/asl';
import { takesError } from '@stepthrough/catalog';
import { errorListsOf } from '../../errors.ts';
import { listed } from '../../listed.ts';
import { handlingErrors, type Report, type Rule } from '../../rule.ts';

interface Seen {
  readonly error: StringNode;
  readonly order: number;
}

export const errorShadowed: Rule = {
  states: handlingErrors((state, report) => {
    for (const { name, entries } of errorListsOf(state)) {
      const seen = new Map<string, Seen>();
      for (const { errors } of entries) {
        const shadowed = errors.flatMap((error) => {
          const earlier = earlierOf(error.value, seen);
          return earlier ? [{ error, earlier: earlier.error }] : [];
        });
        reportFirst(shadowed, name, report);
        for (const error of errors) {
          if (!seen.has(error.value)) seen.set(error.value, { error, order: seen.size });
        }
      }
    }
  }),
};

interface Shadowed {
  readonly error: StringNode;
  readonly earlier: StringNode;
}

/** One finding for an entry, however many of its names are matched before. */
function reportFirst(shadowed: readonly Shadowed[], name: string, report: Report): void {
  const [first, ...others] = shadowed;
  if (!first) return;
  const { error, earlier } = first;
  const more =
    others.length === 0
      ? ''
      : ` So ${others.length === 1 ? 'is' : 'are'} ${listed(others.map((each) => `"${each.error.value}"`))}.`;
  report(
    error,
    earlier.value === error.value
      ? `"${error.value}" is already matched by an earlier entry of ${name}.${more}`
      : `"${error.value}" is already matched by ${earlier.value} before it in ${name}.${more}`,
    {
      tags: ['unnecessary'],
      related: [{ message: 'It is matched here.', range: earlier.range }],
    },
  );
}

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
