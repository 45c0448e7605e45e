import { distinct } from '../../distinct.ts';
import { rangeIn, readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataTopLevelRef: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading?.ok) return;
    for (const { name, index } of distinct(reading.value.topLevel)) {
      const hint =
        name.startsWith('$') || name.startsWith('*')
          ? 'Write $states.input for the input.'
          : `Write $states.input.${name}, $${name} or '${name}'.`;
      report(
        rangeIn(document, site, index, name.length),
        `JSONata here starts from variables; ${name} refers to nothing. ${hint}`,
        {
          aws: { message: `Reference to '${name}' at the top level is not supported.` },
          fixes: /^[A-Za-z_]/.test(name)
            ? [
                {
                  title: `Change to $states.input.${name}`,
                  edits: [
                    {
                      range: {
                        start: rangeIn(document, site, index).start,
                        end: rangeIn(document, site, index).start,
                      },
                      newText: '$states.input.',
                    },
                  ],
                },
              ]
            : [],
        },
      );
    }
  },
};
