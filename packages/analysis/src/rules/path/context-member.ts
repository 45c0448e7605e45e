import { unknownContextMember } from '../../context-members.ts';
import { pathsAt, rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const pathContextMember: Rule = {
  expression(site, report, { document }) {
    // A path into the context is wrong there as a whole.
    if (site.field === 'ResultPath') return;
    for (const { root, segments, start } of pathsAt(site)) {
      if (root.kind !== 'context') continue;
      const names = segments.map((segment) =>
        segment.kind === 'names' ? segment.names[0] : undefined,
      );
      const unknown = unknownContextMember(names);
      if (!unknown) continue;
      const index = site.text.indexOf(unknown.name, start);
      report(rangeIn(document, site, index, unknown.name.length), unknown.message);
    }
  },
};
