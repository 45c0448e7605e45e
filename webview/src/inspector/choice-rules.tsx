import {
  type ChoiceState,
  type Json,
  queryLanguageOf,
  type ScopeGraph,
  toJson,
} from '@stepthrough/asl';
import { choiceOperatorDocs, type OperandType } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import { useActions } from '../actions.ts';
import { ItemList } from './item-list.tsx';
import { TargetField } from './target-field.tsx';
import { ChoiceField, ValueField } from './value-field.tsx';
import { writtenItems } from './written-items.ts';

interface Props {
  readonly id: string;
  readonly state: ChoiceState;
  readonly graph: ScopeGraph;
  readonly disabled: boolean;
}

/** The rules of a Choice, of which the first that holds decides, and what happens when none does. */
export function ChoiceRules({ id, state, graph, disabled }: Props) {
  const actions = useActions();
  const language = queryLanguageOf(state);
  const labels = graph.transitions.filter(({ kind, from }) => kind === 'choice' && from === id);
  return (
    <>
      <ItemList
        id={id}
        field="Choices"
        noun="rule"
        disabled={disabled}
        items={writtenItems(state, 'Choices', state.choices).map(
          ({ item: rule, number, index }) => ({
            index,
            content: JSON.stringify(toJson(rule.node)),
            title: `${number + 1}. ${labels.find((label) => label.index === number)?.label ?? 'Rule'}`,
            body: (
              <>
                <Condition
                  {...{ id, index, disabled, language }}
                  rule={toJson(rule.node) as { readonly [name: string]: Json }}
                />
                <TargetField
                  label="Then go to"
                  graph={graph}
                  source={{ kind: 'choice', from: id, index: number }}
                  disabled={disabled}
                />
                <ValueField
                  label="Comment"
                  kind="text"
                  value={rule.comment?.value}
                  disabled={disabled}
                  placeholder="Shown on the edge"
                  onCommit={(comment) => {
                    actions.setField(id, ['Choices', index, 'Comment'], comment);
                  }}
                  onRemove={() => {
                    actions.removeField(id, ['Choices', index, 'Comment']);
                  }}
                />
              </>
            ),
          }),
        )}
        onAdd={() => {
          actions.addRule(id);
        }}
      />
      <TargetField
        label="Default: otherwise go to"
        graph={graph}
        source={{ kind: 'default', from: id, index: 0 }}
        disabled={disabled}
      />
    </>
  );
}

interface ConditionProps {
  readonly id: string;
  readonly index: number;
  readonly rule: { readonly [name: string]: Json };
  readonly language: 'JSONPath' | 'JSONata';
  readonly disabled: boolean;
}

/** Fields of a rule that are no part of its condition. */
const besides = new Set(['Next', 'Comment', 'Assign', 'Output']);

function Condition({ id, index, rule, language, disabled }: ConditionProps) {
  const actions = useActions();
  const path = ['Choices', index];
  if (language === 'JSONata' || 'Condition' in rule) {
    return (
      <ValueField
        label="Condition"
        kind="json"
        value={rule['Condition']}
        placeholder="{% $states.input.total > 100 %}"
        disabled={disabled}
        onCommit={(condition) => {
          actions.setField(id, [...path, 'Condition'], condition);
        }}
      />
    );
  }
  const rest = Object.fromEntries(Object.entries(rule).filter(([name]) => besides.has(name)));
  const condition = Object.fromEntries(Object.entries(rule).filter(([name]) => !besides.has(name)));
  const [operator] = Object.keys(condition).filter((name) => operators.includes(name));
  if (operator === undefined || Object.keys(condition).length !== 2 || !('Variable' in condition)) {
    return (
      <ValueField
        label="Condition"
        kind="json"
        hint="And, Or and Not hold other conditions."
        value={condition}
        disabled={disabled}
        onCommit={(next) => {
          const isObject = typeof next === 'object' && next !== null && !Array.isArray(next);
          if (isObject) actions.setField(id, path, { ...next, ...rest });
          else
            actions.refuse(
              'A condition is an object, e.g. {"Variable": "$.a", "IsPresent": true}.',
            );
        }}
      />
    );
  }
  return (
    <>
      <ValueField
        label="Variable"
        kind="path"
        value={condition['Variable']}
        disabled={disabled}
        onCommit={(variable) => {
          actions.setField(id, [...path, 'Variable'], variable);
        }}
      />
      <div className="columns">
        <ChoiceField
          label="Operator"
          value={operator}
          options={operators.map((name) => [name, name] as const)}
          disabled={disabled}
          onChoose={(name) => {
            const operand = operandFor(name, member(condition, operator));
            const next = { Variable: condition['Variable'] ?? '$', [name]: operand };
            actions.setField(id, path, { ...next, ...rest });
          }}
        />
        <ValueField
          label="Value"
          kind={kindFor(operator)}
          value={member(condition, operator)}
          disabled={disabled}
          onCommit={(operand) => {
            actions.setField(id, [...path, operator], operand);
          }}
        />
      </div>
    </>
  );
}

const operators = Object.keys(choiceOperatorDocs);

const operandKinds: { readonly [T in OperandType]: 'json' | 'number' | 'text' | 'path' } = {
  String: 'text',
  Pattern: 'text',
  Timestamp: 'text',
  Numeric: 'number',
  Boolean: 'json',
  Path: 'path',
};

function kindFor(operator: string): 'json' | 'number' | 'text' | 'path' {
  const docs: { readonly [operator: string]: { readonly operand: OperandType } } =
    choiceOperatorDocs;
  return operandKinds[member(docs, operator)?.operand ?? 'String'];
}

/** Keeps the operand where the new operator can take it. */
function operandFor(operator: string, operand: Json | undefined): Json {
  const starters = { json: true, number: 0, text: '', path: '$.other' } as const;
  const types = { json: 'boolean', number: 'number', text: 'string', path: 'string' } as const;
  const kind = kindFor(operator);
  const fits = operand !== undefined && typeof operand === types[kind];
  const isPath = typeof operand === 'string' && operand.startsWith('$');
  return fits && (kind === 'path') === isPath ? operand : starters[kind];
}
