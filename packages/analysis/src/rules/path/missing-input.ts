import { rangeIn, readPath } from '../../expressions.ts';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const pathMissingInput: Rule = {
  expression(site, report, facts) {
    if (
      site.holder !== 'state' ||
      (site.field !== 'InputPath' &&
        site.field !== 'Parameters' &&
        site.field !== 'ItemsPath' &&
        site.field !== 'SecondsPath' &&
        site.field !== 'TimestampPath')
    )
      return;
    if (site.field !== 'InputPath' && has(site.state.node, 'InputPath')) return;
    const path = readPath(site);
    if (!path?.ok || path.value.syntax.root.kind !== 'input') return;
    let shape = facts.input(site.state);
    for (const segment of path.value.syntax.segments) {
      const name =
        segment.kind === 'names' && segment.names.length === 1 ? segment.names[0] : undefined;
      if (name === undefined || !shape) return;
      if (!shape.has(name)) {
        const index = site.text.lastIndexOf(name);
        report(
          rangeIn(facts.document, site, Math.max(0, index), name.length),
          `What reaches this state has no field "${name}"; it has ${[...shape.keys()].join(', ') || 'none'}.`,
        );
        return;
      }
      shape = shape.get(name);
    }
  },
};
