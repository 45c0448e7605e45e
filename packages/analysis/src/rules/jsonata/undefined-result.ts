import { nodesOf, type Tree } from '@stepthrough/expressions';
import { rangeIn, readJsonata } from '../../expressions.ts';
import { positionOf } from '../../jsonata-reading.ts';
import type { Rule } from '../../rule.ts';

export const jsonataUndefinedResult: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading?.ok) return;
    const nothing = nothingIn(reading.value.root);
    if (!nothing) return;
    const at =
      nothing.position === undefined
        ? site.node
        : rangeIn(document, site, Math.max(0, nothing.position - 1));
    report(at, `${nothing.reason}, and a state whose expression gives nothing fails.`);
  },
};

interface Nothing {
  readonly reason: string;
  readonly position: number | undefined;
}

/** Why an expression gives nothing, for certain or on one of its ways. */
function nothingIn(root: Tree): Nothing | undefined {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const position = positionOf(node);
    if (node.type === 'block') {
      const last = nodesOf(node['expressions']).at(-1);
      if (!last) return { reason: 'An empty block gives nothing', position };
      pending.push(last);
    } else if (node.type === 'condition') {
      const [otherwise] = nodesOf(node['else']);
      if (!otherwise) {
        return { reason: 'Without “: …” this gives nothing when its condition is false', position };
      }
      // What comes first in the text is looked at first.
      pending.push(otherwise, ...nodesOf(node['then']));
    } else {
      const nothing = missingMember(node);
      if (nothing) return nothing;
    }
  }
  return undefined;
}

/** A member that an object written beside it does not have. */
function missingMember(node: Tree): Nothing | undefined {
  if (node.type === 'path') {
    const [first, second] = nodesOf(node['steps']);
    if (first?.type !== 'unary' || first.value !== '{' || second?.type !== 'name') return undefined;
    const names = keysOf(first).map(({ value }) => value);
    if (names.some((name) => typeof name !== 'string') || names.includes(second.value))
      return undefined;
    return {
      reason: `This object has no member ${String(second.value)}`,
      position: positionOf(second),
    };
  }
  return undefined;
}

/** The first of each pair of an object that is written. */
function keysOf(object: Tree): readonly Tree[] {
  const pairs = object['lhs'];
  return Array.isArray(pairs) ? pairs.flatMap((pair) => nodesOf(pair).slice(0, 1)) : [];
}
