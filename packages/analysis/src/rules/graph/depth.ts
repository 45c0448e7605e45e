import type { Rule } from '../../rule.ts';

export const graphDepth: Rule = {
  scope(scope, report) {
    let depth = 0;
    for (let owner = scope.owner; owner; owner = owner.scope.owner) depth += 1;
    if (depth !== maxDepth || !scope.owner) return;
    report(
      scope.owner.key,
      `States nest more than ${maxDepth} levels deep here; AWS refuses definitions that nest too deeply.`,
    );
  },
};

/** AWS does not publish its limit; no published workflow comes near this one. */
const maxDepth = 50;
