import { rangeIn, readJsonata } from '../../expressions.ts';
import type { JsonataNode } from '../../jsonata-reading.ts';
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
function nothingIn(root: JsonataNode): Nothing | undefined {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const { position } = node;
    if (node.type === 'block') {
      const last = parts(node['expressions']).at(-1);
      if (!last) return { reason: 'An empty block gives nothing', position };
      pending.push(last);
    } else if (node.type === 'condition') {
      const [otherwise] = parts(node['else']);
      if (!otherwise) {
        return { reason: 'Without “: …” this gives nothing when its condition is false', position };
      }
      // What comes first in the text is looked at first.
      pending.push(otherwise, ...parts(node['then']));
    } else {
      const nothing = missingMember(node);
      if (nothing) return nothing;
    }
  }
  return undefined;
}

/** A member that an object written beside it does not have. */
function missingMember(node: JsonataNode): Nothing | undefined {
  if (node.type === 'path') {
    const [first, second] = parts(node['steps']);
    if (first?.type !== 'unary' || first.value !== '{' || second?.type !== 'name') return undefined;
    const names = pairs(first['lhs']).map(([key]) => key?.value);
    if (names.some((name) => typeof name !== 'string') || names.includes(second.value))
      return undefined;
    return {
      reason: `This object has no member ${String(second.value)}`,
      position: second.position,
    };
  }
  return undefined;
}

function parts(part: unknown): readonly JsonataNode[] {
  if (Array.isArray(part)) return part as readonly JsonataNode[];
  return typeof part === 'object' && part !== null ? [part as JsonataNode] : [];
}

function pairs(part: unknown): readonly (readonly JsonataNode[])[] {
  return Array.isArray(part) ? (part as readonly (readonly JsonataNode[])[]) : [];
}
