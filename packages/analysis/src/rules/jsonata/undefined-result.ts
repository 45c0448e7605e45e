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
function nothingIn(node: JsonataNode): Nothing | undefined {
  const { position } = node;
  if (node.type === 'block') {
    const last = parts(node['expressions']).at(-1);
    return last ? nothingIn(last) : { reason: 'An empty block gives nothing', position };
  }
  if (node.type === 'condition') {
    const [otherwise] = parts(node['else']);
    if (!otherwise) {
      return { reason: 'Without “: …” this gives nothing when its condition is false', position };
    }
    return parts(node['then']).map(nothingIn).find(Boolean) ?? nothingIn(otherwise);
  }
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
