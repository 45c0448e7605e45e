import {
  hasOpenKeys,
  hasPlaceholder,
  type ObjectNode,
  type PropertyNode,
  propertyOf,
  valueOf,
} from '@stepthrough/asl';
import { choiceOperatorDocs } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { awsWords } from '../../aws-words.ts';
import { combiners, ruleFields } from '../../fields.ts';
import { renameKey, type Written } from '../../fixes.ts';
import { has, isJsonata, isOpen, kindOf } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const choiceRuleShape: Rule = {
  states: {
    Choice(state, report, facts) {
      const language = facts.language(state);
      for (const { node, nested } of facts.choiceRules(state)) {
        if (hasOpenKeys(node)) continue;
        if (language === 'JSONPath') checkJsonPath(node, report, facts.document);
        else if (!nested) checkJsonata(node, report);
      }
    },
  },
};

function checkJsonata(node: ObjectNode, report: Report): void {
  const condition = valueOf(node, 'Condition');
  const head = { start: node.range.start, end: node.range.start + 1 };
  if (!condition && !has(node, 'Variable')) {
    report(head, 'A Choice rule in JSONata needs a Condition.', {
      aws: { message: oneKind, at: node.range },
    });
  } else if (
    condition &&
    condition.kind !== 'boolean' &&
    !isJsonata(condition) &&
    !isOpen(condition)
  ) {
    report(condition, 'A Condition must be true, false or a JSONata expression between {% and %}.');
  }
}

function checkJsonPath(node: ObjectNode, report: Report, document: Written): void {
  const head = { start: node.range.start, end: node.range.start + 1 };
  const tests = node.properties.filter(({ key }) => isTest(key.value));
  const [first, ...others] = tests;
  const variable = propertyOf(node, 'Variable');
  if (!first && !has(node, 'Condition')) {
    report(
      head,
      variable
        ? 'This rule compares Variable with nothing; add one operator, e.g. StringEquals.'
        : 'A Choice rule needs a Variable and one operator, or And, Or or Not.',
      {
        aws: { message: variable ? onlyOneOperator : oneKind, at: node.range },
      },
    );
  }
  for (const { key } of first ? others : []) {
    report(
      key,
      `A Choice rule has exactly one comparison; this one has ${first?.key.value ?? ''} already. Use And to test both.`,
      {
        related: first
          ? [{ message: 'The first comparison is here.', range: first.key.range }]
          : [],
        aws: {
          message: tests.some((test) => isCombiner(test.key.value)) ? oneKind : onlyOneOperator,
          at: node.range,
        },
        isEcho: key !== others[0]?.key,
      },
    );
  }
  if (first && Object.hasOwn(choiceOperatorDocs, first.key.value) && !variable) {
    report(first.key, `${first.key.value} needs Variable, the path of the value that it tests.`, {
      aws: { message: oneKind, at: node.range },
      isEcho: others.length > 0,
    });
  }
  if (first && !Object.hasOwn(choiceOperatorDocs, first.key.value))
    checkCombiner(first, variable, node, report);
  for (const property of node.properties) {
    const name = property.key.value;
    if (isTest(name) || (ruleFields as readonly string[]).includes(name) || hasPlaceholder(name))
      continue;
    const closest = nearest(name, [
      ...Object.keys(choiceOperatorDocs),
      ...combiners,
      ...ruleFields,
    ]);
    report(
      property.key,
      `"${name}" is not a field of a Choice rule.${closest ? ` Did you mean ${closest}?` : ''}`,
      {
        fixes: closest ? [renameKey(document, property.key, closest)] : [],
        aws: { message: awsWords.unsupported(name), at: node.range },
      },
    );
  }
}

function checkCombiner(
  property: PropertyNode,
  variable: PropertyNode | undefined,
  rule: ObjectNode,
  report: Report,
): void {
  const { key, value } = property;
  if (variable)
    report(
      variable.key,
      `Variable has no meaning beside ${key.value}; it belongs to the rules inside.`,
      { aws: { message: oneKind, at: rule.range } },
    );
  if (!value || isOpen(value)) return;
  if (key.value === 'Not') {
    if (value.kind !== 'object')
      report(value, `Not takes one rule as an object, not ${kindOf(value)}.`);
  } else if (value.kind !== 'array') {
    report(value, `${key.value} takes a list of rules, not ${kindOf(value)}.`);
  } else if (value.items.length === 0) {
    report(value, `${key.value} needs at least one rule.`, {
      aws: { message: 'Value cannot be empty' },
    });
  } else {
    for (const item of value.items) {
      if (item.kind !== 'object' && !isOpen(item))
        report(item, `${key.value} takes rules as objects, not ${kindOf(item)}.`);
    }
  }
}

function isTest(name: string): boolean {
  return Object.hasOwn(choiceOperatorDocs, name) || isCombiner(name);
}

function isCombiner(name: string): boolean {
  return (combiners as readonly string[]).includes(name);
}

const oneKind =
  'The object must have only one of the following fields, [And, Or, Not, Variable, Condition]';
const onlyOneOperator = awsWords.onlyOne(Object.keys(choiceOperatorDocs));
