import type { Scope, State, StringNode } from '@stepthrough/asl';
import { isDistributed } from '../../distributed.ts';
import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';

export const varShadow: Rule = {
  document(_document, report, facts) {
    for (const { name, key, state } of facts.variables().writes) {
      const outer = outerWrite(name, state, facts);
      if (!outer) continue;
      report(
        key,
        `$${name} is already a variable of an outer scope; an inner scope can read it, but not assign it.`,
        {
          related: [{ message: `The outer $${name} is assigned here.`, range: outer.range }],
        },
      );
    }
  },
};

function outerWrite(name: string, state: State, facts: Facts): StringNode | undefined {
  let scope: Scope = state.scope;
  while (scope.owner && !isDistributed(scope)) {
    scope = scope.owner.scope;
    const outer = facts.variables().writeIn(scope, name);
    if (outer) return outer.key;
  }
  return undefined;
}
