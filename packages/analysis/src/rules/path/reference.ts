import { choiceOperatorDocs, fieldsOfAll, partFields, stateFields } from '@stepthrough/catalog';
import { readPath } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const pathReference: Rule = {
  expression(site, report) {
    if (site.kind !== 'path' || !references.has(site.field)) return;
    const path = readPath(site);
    if (!path?.ok) return;
    const aws = { message: `Value is not a Reference Path: ${site.text}` };
    if (path.value.syntax.root.kind === 'context' && withoutContext.has(site.field)) {
      const message = `${site.field} cannot read the context object; of a Map's fields only ItemsPath can. Put the number into the state's input.`;
      report(site.node, message, { aws });
      return;
    }
    if (path.value.isDefinite) return;
    report(
      site.node,
      `${site.field} needs a Reference Path, which selects one node: without *, .., filters, slices and lists.`,
      {
        // Step Functions has been seen to take other paths here.
        ...(site.field === 'ItemsPath' ? { severity: 'warning' as const } : {}),
        aws,
      },
    );
  },
};

/** The fields that select one node, those of Choice rules among them. */
export const references: ReadonlySet<string> = new Set([
  ...[...fieldsOfAll({ ...stateFields, ...partFields })]
    .filter(([, { type }]) => type === 'referencePath')
    .map(([name]) => name),
  'Variable',
  ...Object.entries(choiceOperatorDocs)
    .filter(([, { operand }]) => operand === 'Path')
    .map(([name]) => name),
]);

/** The numbers of a Map. */
const withoutContext = new Set([
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'MaxItemsPath',
  'MaxItemsPerBatchPath',
  'MaxInputBytesPerBatchPath',
]);
