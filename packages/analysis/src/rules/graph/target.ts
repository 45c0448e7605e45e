import {
  hasOpenKeys,
  hasPlaceholder,
  type Scope,
  type Text,
  transitionsOf,
} from '@stepthrough/asl';
import type { Facts } from '../../facts.ts';
import { replaceString } from '../../fixes.ts';
import type { Report, Rule } from '../../rule.ts';

export const graphTarget: Rule = {
  scope(scope, report, facts) {
    const written = new Set(scope.statesField?.value.properties.map(({ key }) => key.value));
    // What a template adds cannot be told.
    if (facts.graph(scope).isBroken) return;
    if (scope.statesField && hasOpenKeys(scope.statesField.value)) return;
    if (scope.startAt) check(scope, scope.startAt, written, report, facts);
    for (const state of scope.states) {
      for (const { target } of transitionsOf(state)) {
        if (target) check(scope, target, written, report, facts);
      }
    }
  },
};

function check(
  scope: Scope,
  target: Text,
  written: ReadonlySet<string>,
  report: Report,
  facts: Facts,
): void {
  const { byName } = facts.graph(scope);
  const name = target.value;
  // Without States there is nothing to choose from, and root.required has said so.
  if (byName.has(name) || hasPlaceholder(name) || !scope.statesField || written.has(name)) return;
  const elsewhere = facts.stateNamed(name);
  const closest = facts.nearest(name, byName.keys());
  const explanation = elsewhere
    ? 'it stands in another scope, and a transition cannot cross into or out of a branch or item processor.'
    : `it does not exist.${closest === undefined ? '' : ` Did you mean "${closest}"?`}`;
  report(target.node, `${target.key.value} cannot lead to "${name}": ${explanation}`, {
    related: elsewhere
      ? [{ message: `"${name}" is defined here.`, range: elsewhere.key.range }]
      : [],
    fixes:
      closest === undefined
        ? []
        : [replaceString(facts.document, target.node, closest, `Change to "${closest}"`)],
    aws: { message: `Missing 'Next' target: ${name}` },
  });
}
