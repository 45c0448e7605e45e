import { valueOf } from '@stepthrough/asl';
import { fieldsOfAll, type FieldType, stateFields } from '@stepthrough/catalog';
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

/** The kind of node that each type of field is written as; numbers and texts in them have rules of their own. */
const kindsOfTypes: { readonly [type in FieldType]?: keyof typeof articles } = {
  string: 'string',
  boolean: 'boolean',
  path: 'string',
  referencePath: 'string',
  stateName: 'string',
  scope: 'object',
  part: 'object',
  scopes: 'array',
  choiceRules: 'array',
  retriers: 'array',
  catchers: 'array',
};
/** What state.type, state.comment, root.queryLanguage, map.label and task.credentials tell. */
const toldElsewhere: ReadonlySet<string> = new Set([
  'Type',
  'Comment',
  'QueryLanguage',
  'Label',
  'Credentials',
]);

const fields = fieldsOfAll(stateFields);

const kinds: ReadonlyMap<string, keyof typeof articles> = new Map(
  [...fields].flatMap(([name, { type }]) => {
    const kind = toldElsewhere.has(name) ? undefined : kindsOfTypes[type];
    return kind ? [[name, kind] as const] : [];
  }),
);

const articles = {
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};
const nullable: ReadonlySet<string> = new Set(
  [...fields].filter(([, field]) => field.nullable).map(([name]) => name),
);
