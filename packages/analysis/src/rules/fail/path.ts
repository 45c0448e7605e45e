import { readIntrinsic } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const failPath: Rule = {
  expression(site, report) {
    const { kind, field, state, node } = site;
    if (kind !== 'dollar' || state.type !== 'Fail' || !field.endsWith('Path')) return;
    const call = readIntrinsic(site);
    if (!call?.ok || stringFunctions.has(call.value.syntax.name)) return;
    report(node, `${field} needs a string: a path, or one of ${[...stringFunctions].join(', ')}.`);
  },
};

const stringFunctions: ReadonlySet<string> = new Set([
  'States.Format',
  'States.JsonToString',
  'States.ArrayGetItem',
  'States.Base64Encode',
  'States.Base64Decode',
  'States.Hash',
  'States.UUID',
]);
