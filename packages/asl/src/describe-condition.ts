import { choiceOperatorDocs } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import { type ObjectNode, type SourceNode, valueOf } from './source/node.ts';

/** A choice rule in a few words, e.g. `$.total > 1000 and $.name is present`. */
export function describeCondition(node: SourceNode): string {
  if (node.kind !== 'object') return '';
  const condition = valueOf(node, 'Condition');
  if (condition?.kind === 'string') return condition.value.replace(/^\{%\s*|\s*%\}$/g, '');
  for (const [name, word] of [
    ['And', ' and '],
    ['Or', ' or '],
  ] as const) {
    const parts = valueOf(node, name);
    if (parts?.kind === 'array') return parts.items.map(describeCondition).join(word);
  }
  const not = valueOf(node, 'Not');
  return not ? `not (${describeCondition(not)})` : describeComparison(node);
}

function describeComparison(node: ObjectNode): string {
  const variable = valueOf(node, 'Variable');
  const subject = variable?.kind === 'string' ? variable.value : '';
  for (const { key, value } of node.properties) {
    const operator = member(choiceOperatorDocs, key.value);
    if (!operator) continue;
    if (operator.isTest) {
      const isNot = value?.kind === 'boolean' && !value.value;
      return `${subject} is ${isNot ? 'not ' : ''}${operator.words}`;
    }
    return `${subject} ${operator.words} ${describeOperand(value)}`.trim();
  }
  return subject;
}

function describeOperand(operand: SourceNode | undefined): string {
  if (!operand || operand.kind === 'object' || operand.kind === 'array') return '';
  if (operand.kind === 'placeholder') return `\${${operand.name}}`;
  if (operand.kind === 'null') return 'null';
  const isLiteral = operand.kind === 'string' && !operand.value.startsWith('$');
  return isLiteral ? `"${operand.value}"` : String(operand.value);
}
