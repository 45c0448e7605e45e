import type { Rule } from '../../rule.ts';

export const varReserved: Rule = {
  document(_document, report, facts) {
    for (const { key } of facts.variables().writesOf('states')) {
      report(key, '$states is reserved for the state’s own data and cannot be assigned.', {
        aws: { message: `Cannot assign to reserved variable '$states'.` },
      });
    }
  },
};
