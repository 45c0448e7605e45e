import type { ObjectNode, PropertyNode, QueryLanguage } from '@stepthrough/asl';
import { choiceOperatorDocs, type FieldTable, partFields, stateFields } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import { isDowngrade } from '../../undecided.ts';
import { combiners } from '../../fields.ts';
import { removeProperty, type Written } from '../../fixes.ts';
import type { Report, Rule } from '../../rule.ts';

export const qlFieldMismatch: Rule = {
  state(state, report, facts) {
    // AWS tells of such a state only that it cannot be.
    if (isDowngrade(state)) return;
    const language = facts.language(state);
    if (state.type) check(state.node, stateFields[state.type], language, report, facts.document);
    for (const { node, kind } of facts.parts(state)) {
      check(node, partFields[kind], language, report, facts.document);
    }
    for (const { node, nested } of facts.choiceRules(state)) {
      for (const property of node.properties) {
        const field = languageOfRuleField(property.key.value);
        if (field && field !== language && !(nested && field === 'JSONata')) {
          mismatch(property, field, language, node, report, facts.document);
        }
      }
    }
  },
};

function check(
  node: ObjectNode,
  table: FieldTable,
  language: QueryLanguage,
  report: Report,
  document: Written,
): void {
  for (const property of node.properties) {
    const name = property.key.value;
    const field = member(table, name)?.language;
    if (!field || field === 'both' || field === language) continue;
    mismatch(property, field, language, node, report, document);
  }
}

function mismatch(
  property: PropertyNode,
  field: QueryLanguage,
  language: QueryLanguage,
  owner: ObjectNode,
  report: Report,
  document: Written,
): void {
  const name = property.key.value;
  const counterpart = member(counterparts, name);
  const hint = counterpart ? ` In ${language}, use ${counterpart}.` : '';
  report(
    property.key,
    `${name} works only with ${field}, and the query language here is ${language}.${hint}`,
    {
      fixes: [removeProperty(document, property, `Remove ${name}`)],
      aws: {
        message: `The QueryLanguage is set to '${language}', but field '${name}' is only supported for the '${field}' QueryLanguage`,
        at: owner.range,
      },
    },
  );
}

function languageOfRuleField(name: string): QueryLanguage | undefined {
  if (name === 'Condition' || name === 'Output') return 'JSONata';
  const isJsonPath =
    name === 'Variable' ||
    Object.hasOwn(choiceOperatorDocs, name) ||
    (combiners as readonly string[]).includes(name);
  return isJsonPath ? 'JSONPath' : undefined;
}

/** What to use instead in the other language. */
const counterparts: { readonly [field: string]: string } = {
  Parameters: 'Arguments',
  Arguments: 'Parameters',
  ResultSelector: 'Output',
  ResultPath: 'Output',
  OutputPath: 'Output',
  InputPath: '$states.input',
  Output: 'OutputPath, ResultSelector or ResultPath',
  ItemsPath: 'Items',
  Items: 'ItemsPath',
  Variable: 'Condition',
  Condition: 'Variable and a comparison operator',
  Result: 'Output',
  SecondsPath: 'Seconds',
  TimestampPath: 'Timestamp',
  TimeoutSecondsPath: 'TimeoutSeconds',
  HeartbeatSecondsPath: 'HeartbeatSeconds',
  ErrorPath: 'Error',
  CausePath: 'Cause',
};
