import type { Rule } from '../../rule.ts';

export const varUnused: Rule = {
  document(_document, report, facts) {
    const { reads, writes } = facts.variables();
    // What is lost behind a mistake may read any of them.
    if (writes.length === 0 || facts.broken) return;
    const used = new Set(reads.map(({ name }) => name));
    for (const { name, key } of writes) {
      if (!used.has(name))
        report(key, `No state reads the variable $${name}.`, { tags: ['unnecessary'] });
    }
  },
};
