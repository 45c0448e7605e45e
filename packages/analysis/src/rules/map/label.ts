import { type SourceNode, valueOf, walkStates } from '@stepthrough/asl';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const mapLabel: Rule = {
  document({ machine }, report) {
    if (!machine) return;
    const first = new Map<string, SourceNode>();
    for (const state of walkStates(machine)) {
      const value = state.type === 'Map' ? valueOf(state.node, 'Label') : undefined;
      if (!value || isOpen(value)) continue;
      if (value.kind !== 'string') {
        report(value, `Label must be a string, not ${kindOf(value)}.`);
        continue;
      }
      check(value.value, value, report);
      const earlier = first.get(value.value);
      if (earlier) {
        report(
          value,
          `Another Map of this machine has the label "${value.value}" too; labels are unique.`,
          {
            related: [{ message: 'The first one is here.', range: earlier.range }],
            aws: {
              code: 'DUPLICATE_LABEL_NAME',
              message: `Duplicate Label name: ${value.value}`,
            },
          },
        );
      } else {
        first.set(value.value, value);
      }
    }
  },
};

function check(label: string, at: SourceNode, report: Report): void {
  if (label === '')
    report(at, 'A Label has 1 to 40 characters.', { aws: { message: 'Label cannot be empty' } });
  if ([...label].length > 40)
    report(at, `A Label has at most 40 characters; this one has ${[...label].length}.`, {
      aws: {
        message: `Invalid Label name: Label '${label}' exceeds the 40-character limit allowed by the service`,
      },
    });
  const forbidden = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}]/u.exec(label);
  if (forbidden) {
    const character = forbidden[0].trim() === '' ? 'blanks' : `the character ${forbidden[0]}`;
    report(at, `A Label cannot contain ${character}.`);
  }
}
