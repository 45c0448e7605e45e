import type { SourceNode } from '@stepthrough/asl';
import { rangeIn, readPath } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';
import type { ExpressionSite } from '../../sites.ts';
import { references } from './reference.ts';

export const pathSyntax: Rule = {
  expression(site, report, { document }) {
    const path = readPath(site);
    if (!path || path.ok) return;
    const { field, node, parent, text } = site;
    const hint =
      field === 'InputPath' && text.startsWith('States.')
        ? ' Intrinsic functions are for Parameters and the like.'
        : '';
    const at =
      text === ''
        ? node
        : rangeIn(document, site, Math.min(path.index, Math.max(0, text.length - 1)));
    report(at, `This is no JSONPath: ${path.message}${hint}`, {
      aws: awsOf(site, parent, node),
      ...(isUnquoted(text, path.index) ? { severity: 'warning' as const } : {}),
    });
  },
};

/** A word after a filter's comparison, as in `[?(@.Name==Total)]`: AWS takes it at definition time. */
function isUnquoted(text: string, index: number): boolean {
  return /[=<>]\s*$/.test(text.slice(0, index)) && /[A-Za-z]/.test(text[index] ?? '');
}

function awsOf({ kind, field, key, text }: ExpressionSite, parent: SourceNode, node: SourceNode) {
  if (kind === 'dollar') {
    const message = `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`;
    return { message, at: parent.range };
  }
  if (!references.has(field)) return { message: 'Value must be a valid JSONPath.', at: node.range };
  const reason = text.startsWith('$') ? text : `Reference path didn't start with '$'`;
  return { message: `Value is not a Reference Path: ${reason}`, at: node.range };
}
