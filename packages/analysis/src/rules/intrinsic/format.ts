import { type IntrinsicCall, rangeIn, readIntrinsic } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const intrinsicFormat: Rule = {
  kinds: ['dollar'],
  expression(site, report, { document }) {
    const call = readIntrinsic(site);
    if (call?.ok)
      check(call.value.syntax, (argument, message) => {
        report(rangeIn(document, site, argument.start, argument.end - argument.start), message);
      });
  },
};

type Complain = (argument: IntrinsicCall['arguments'][number], message: string) => void;

function check(call: IntrinsicCall, complain: Complain): void {
  for (const argument of call.arguments) if (argument.kind === 'call') check(argument, complain);
  if (call.name !== 'States.Format') return;
  const [template, ...values] = call.arguments;
  if (template?.kind !== 'literal' || typeof template.value !== 'string') return;
  const holes = template.value.replace(/\\[{}]/g, '').match(/\{\}/g)?.length ?? 0;
  if (holes === values.length) return;
  complain(
    template,
    `This template has ${holes} ${holes === 1 ? 'place' : 'places'} {} for ${values.length} ${values.length === 1 ? 'value' : 'values'}.`,
  );
}
