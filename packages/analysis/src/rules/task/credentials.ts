import { hasOpenKeys, propertyOf, readResource } from '@stepthrough/asl';
import { has, isJsonata, isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const taskCredentials: Rule = {
  states: {
    Task(state, report, { language }) {
      const property = propertyOf(state.node, 'Credentials');
      const value = property?.value;
      if (!property || !value || isOpen(value)) return;
      if (state.resource && readResource(state.resource.value).kind === 'activity') {
        report(
          property.key,
          'A worker of an activity has its own role: an activity takes no Credentials.',
          {
            aws: {
              message: `The field 'Credentials' is not supported for activities`,
              at: value.range,
            },
          },
        );
        return;
      }
      if (value.kind !== 'object') {
        if (language(state) === 'JSONata' && isJsonata(value)) return;
        report(value, `Credentials must be an object with RoleArn, not ${kindOf(value)}.`, {
          aws: { message: 'Expected value of type Object' },
        });
        return;
      }
      if (!hasOpenKeys(value) && !has(value, 'RoleArn') && !has(value, 'RoleArn.$')) {
        report(property.key, 'Credentials need RoleArn, the role that this task takes on.', {
          aws: { message: `The field 'RoleArn' is required but was missing`, at: value.range },
        });
      }
    },
  },
};
