import { readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataQuotes: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const { start, end } = site.node.range;
    const written = document.text.slice(start, end);
    if (site.kind !== 'jsonata' || !written.startsWith('"') || !written.includes('\\"')) return;
    if (!readJsonata(site)?.ok || /['\\]/.test(site.node.value)) return;
    report(site.node, 'Single quotes need no backslashes, and mean the same in JSONata.', {
      fixes: [
        {
          title: 'Use single quotes',
          edits: [
            {
              range: site.node.range,
              newText: JSON.stringify(site.node.value.replaceAll('"', "'")),
            },
          ],
        },
      ],
    });
  },
};
