import { type AslDocument, type ObjectNode, propertyOf, valueOf } from '@stepthrough/asl';
import { valuesIn } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { awsWords } from '../../aws-words.ts';
import { replaceString } from '../../fixes.ts';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const mapMode: Rule = {
  scope(scope, report, { document }) {
    const property = propertyOf(scope.node, 'ProcessorConfig');
    if (scope.kind !== 'processor' || !property?.value || isOpen(property.value)) return;
    const config = property.value;
    if (config.kind !== 'object') {
      report(config, `ProcessorConfig must be an object with Mode, not ${kindOf(config)}.`);
      return;
    }
    for (const [name, allowed] of valuesIn('processorConfig')) {
      checkChoice(config, name, allowed, report, document);
    }
    const mode = valueOf(config, 'Mode');
    const distributed = mode?.kind === 'string' && mode.value === 'DISTRIBUTED';
    const executionType = propertyOf(config, 'ExecutionType');
    if (distributed && !executionType) {
      report(
        mode,
        'A distributed Map needs an ExecutionType, STANDARD or EXPRESS, for its child executions.',
        {
          aws: { message: 'These fields are required: [ExecutionType]', at: config.range },
        },
      );
    }
    if (!distributed && !isOpen(mode) && executionType) {
      report(
        executionType.key,
        'ExecutionType is for the mode DISTRIBUTED; an inline Map has no child executions.',
        // Without a Mode nobody has seen AWS refuse it.
        mode
          ? { aws: { message: awsWords.unsupported('ExecutionType'), at: config.range } }
          : { severity: 'warning' },
      );
    }
  },
};

function checkChoice(
  node: ObjectNode,
  name: string,
  allowed: readonly string[],
  report: Report,
  document: AslDocument,
): void {
  const value = valueOf(node, name);
  if (!value || isOpen(value) || (value.kind === 'string' && allowed.includes(value.value))) return;
  const closest = value.kind === 'string' ? nearest(value.value, allowed) : undefined;
  report(value, `${name} must be ${allowed.join(' or ')}.`, {
    fixes: closest ? [replaceString(document, value, closest, `Write ${closest}`)] : [],
    aws: { message: awsWords.oneOf(allowed, value) },
  });
}
