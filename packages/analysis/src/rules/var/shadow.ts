import type { Scope, State, StringNode } from '@stepthrough/asl';
import type { Way } from '../../scope-ways.ts';
import { type VariableFlow, variableName, type VariableWrite } from '../../variables.ts';
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
  const flow = facts.variables();
  let scope: Scope = state.scope;
  while (scope.owner && !isDistributed(scope)) {
    const { owner } = scope;
    scope = owner.scope;
    const outer = flow
      .writesOf(name)
      .find((write) => write.state.scope === scope && reaches(write, owner, flow));
    if (outer) return outer.key;
  }
  return undefined;
}

/** Whether a state may be entered after an assignment in its scope. */
function reaches(
  { name, state, holder }: VariableWrite,
  owner: State,
  flow: VariableFlow,
): boolean {
  const ways = flow.waysOf(state.scope);
  const assigns = ({ assign }: Way): boolean =>
    assign?.properties.some(({ key }) => variableName(key.value) === name) ?? false;
  const isOwn = ({ by }: Way): boolean =>
    (holder === 'state') === (by === 'next' || by === 'default');
  const entered = new Set<State>();
  for (const way of ways.of(state)) {
    if (way.next && isOwn(way) && assigns(way)) entered.add(way.next);
  }
  for (const next of entered) {
    if (next === owner) return true;
    for (const way of ways.of(next)) if (way.next) entered.add(way.next);
  }
  return false;
}
