import { hasOpenKeys, hasPlaceholder, stateTypes, valueOf } from '@stepthrough/asl';
import { nearest } from '@stepthrough/json';
import { replaceString } from '../../fixes.ts';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const stateType: Rule = {
  scope({ statesField }, report) {
    for (const { key, value } of statesField?.value.properties ?? []) {
      if (
        value === undefined ||
        value.kind === 'object' ||
        isOpen(value) ||
        key.value.startsWith('Fn::')
      )
        continue;
      report(
        value,
        `The state "${key.value}" must be an object with a Type, not ${kindOf(value)}.`,
        {
          aws: { message: 'Expected value of type Object' },
        },
      );
    }
  },
  state({ node, key, name, type }, report, { document }) {
    if (type !== undefined) return;
    const value = valueOf(node, 'Type');
    if (isOpen(value) || isOpen(node) || hasOpenKeys(node) || hasPlaceholder(name)) return;
    if (!value) {
      report(key, `The state "${name}" has no Type. It must be one of ${stateTypes.join(', ')}.`, {
        aws: { message: 'These fields are required: [Type]', at: node.range },
      });
      return;
    }
    const closest = value.kind === 'string' ? nearest(value.value, stateTypes) : undefined;
    const hint = closest ? ` Did you mean ${closest}?` : '';
    report(value, `Type must be one of ${stateTypes.join(', ')}.${hint}`, {
      aws: {
        message: `The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]`,
      },
      fixes: closest ? [replaceString(document, value, closest, `Change to ${closest}`)] : [],
    });
  },
};
