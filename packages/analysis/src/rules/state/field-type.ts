import { valueOf } from '@stepthrough/asl';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const stateFieldType: Rule = {
  state(state, report) {
    for (const { key, value } of state.node.properties) {
      const name = key.value;
      const kind = kinds.get(name);
      if (!kind || !value || value.kind === kind || isOpen(value)) continue;
      if (value.kind === 'null' && nullable.has(name)) continue;
      const expected = articles[kind] + (nullable.has(name) ? ' or null' : '');
      report(value, `${name} must be ${expected}, not ${kindOf(value)}.`, {
        aws: { message: `Expected value of type ${kind[0]?.toUpperCase()}${kind.slice(1)}` },
      });
    }
    for (const name of ['Retry', 'Catch', 'Choices', 'Branches']) {
      const list = valueOf(state.node, name);
      if (list?.kind !== 'array') continue;
      for (const item of list.items) {
        if (item.kind === 'object' || isOpen(item)) continue;
        report(item, `Each item of ${name} must be an object, not ${kindOf(item)}.`, {
          aws: { message: 'Expected value of type Object' },
        });
      }
    }
  },
};

const kinds: ReadonlyMap<string, keyof typeof articles> = new Map(
  Object.entries({
    Next: 'string',
    End: 'boolean',
    InputPath: 'string',
    OutputPath: 'string',
    ResultPath: 'string',
    ItemsPath: 'string',
    TimeoutSecondsPath: 'string',
    HeartbeatSecondsPath: 'string',
    SecondsPath: 'string',
    TimestampPath: 'string',
    MaxConcurrencyPath: 'string',
    ToleratedFailureCountPath: 'string',
    ToleratedFailurePercentagePath: 'string',
    ErrorPath: 'string',
    CausePath: 'string',
    Error: 'string',
    Cause: 'string',
    Default: 'string',
    Retry: 'array',
    Catch: 'array',
    Choices: 'array',
    Branches: 'array',
    ItemProcessor: 'object',
    Iterator: 'object',
    ItemReader: 'object',
    ItemBatcher: 'object',
    ResultWriter: 'object',
  } as const),
);

const articles = {
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};
const nullable = new Set(['InputPath', 'OutputPath', 'ResultPath']);
