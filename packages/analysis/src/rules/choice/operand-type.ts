import type { SourceNode } from '@stepthrough/asl';
import { choiceOperatorDocs, type OperandType } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';
import { isTimestamp } from '../../timestamps.ts';

export const choiceOperandType: Rule = {
  states: {
    Choice(state, report, facts) {
      if (facts.language(state) === 'JSONata') return;
      for (const { node } of facts.choiceRules(state)) {
        for (const { key, value } of node.properties) {
          const name = key.value;
          const type = Object.hasOwn(choiceOperatorDocs, name)
            ? member(choiceOperatorDocs, name)?.operand
            : undefined;
          if (type && value && !isOpen(value)) check(name, type, value, report);
        }
      }
    },
  },
};

function check(name: string, type: OperandType, value: SourceNode, report: Report): void {
  switch (type) {
    case 'String':
    case 'Path':
      if (value.kind !== 'string')
        report(
          value,
          `${name} takes ${type === 'Path' ? 'a path' : 'a string'}, not ${kindOf(value)}.`,
          typed('String'),
        );
      return;
    case 'Numeric':
      if (value.kind !== 'number')
        report(value, `${name} takes a number, not ${kindOf(value)}.`, typed('Number'));
      return;
    case 'Boolean':
      if (value.kind !== 'boolean')
        report(value, `${name} takes true or false, not ${kindOf(value)}.`, typed('Boolean'));
      return;
    case 'Timestamp':
      if (value.kind !== 'string') {
        report(value, `${name} takes a timestamp, not ${kindOf(value)}.`, typed('String'));
      } else if (!isTimestamp(value.value)) {
        report(
          value,
          `${name} takes an RFC 3339 timestamp such as 2026-03-14T01:59:00Z, with T and Z in upper case.`,
          {
            aws: { message: 'String does not match RFC3339 timestamp' },
          },
        );
      }
      return;
    case 'Pattern':
      if (value.kind !== 'string') {
        report(value, `${name} takes a pattern, not ${kindOf(value)}.`, typed('String'));
      } else if (/(?:^|[^\\])(?:\\\\)*\\(?![\\*])/.test(value.value)) {
        report(value, 'In a pattern a backslash escapes only * and \\.');
      }
  }
}

function typed(type: string) {
  return { aws: { message: `Expected value of type ${type}` } };
}
