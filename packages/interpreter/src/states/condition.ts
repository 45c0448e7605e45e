import { toJson, valueOf, type ObjectNode } from '@stepthrough/asl';
import { choiceOperators, compilePath, type Path, type Scope } from '@stepthrough/expressions';
import { type Json, member, textOf } from '@stepthrough/json';

/** Whether a JSONPath rule holds; a text says why that cannot be told. */
export type Condition = (scope: Scope) => boolean | string;

/** A rule of a JSONPath Choice: And, Or, Not, or a Variable with one of the operators. */
export function compileCondition(node: ObjectNode): Condition {
  const all = parts(node, 'And');
  if (all) return combine(all, false);
  const any = parts(node, 'Or');
  if (any) return combine(any, true);
  const not = valueOf(node, 'Not');
  if (not?.kind === 'object') return negate(compileCondition(not));
  return compileComparison(node);
}

function parts(node: ObjectNode, name: string): readonly Condition[] | undefined {
  const list = valueOf(node, name);
  if (list?.kind !== 'array') return undefined;
  return list.items.map((item) =>
    item.kind === 'object' ? compileCondition(item) : () => `${name} must be a list of rules.`,
  );
}

/** Stops at the first part that decides: a true one for Or, a false one for And. */
function combine(conditions: readonly Condition[], decisive: boolean): Condition {
  return (scope) => {
    for (const condition of conditions) {
      const verdict = condition(scope);
      if (typeof verdict === 'string' || verdict === decisive) return verdict;
    }
    return !decisive;
  };
}

function negate(condition: Condition): Condition {
  return (scope) => {
    const verdict = condition(scope);
    return typeof verdict === 'string' ? verdict : !verdict;
  };
}

function compileComparison(node: ObjectNode): Condition {
  const variable = valueOf(node, 'Variable');
  const property = node.properties.find(({ key }) => Object.hasOwn(choiceOperators, key.value));
  const operator = property && member(choiceOperators, property.key.value);
  if (variable?.kind !== 'string' || !property?.value || !operator) {
    return () => 'The rule has no Variable with an operator.';
  }
  const path = compilePath(variable.value);
  if (!path.ok) return () => `Invalid path '${variable.value}' : ${path.message}`;
  const operand = toJson(property.value);
  const needsValue = property.key.value !== 'IsPresent';
  const { test } = operator;
  if (!operator.isPath) {
    return (scope) => {
      const value = path.value.evaluate(scope);
      return value === undefined && needsValue ? noValue(path.value) : test(value, operand);
    };
  }
  // A String of an object asks it for a method, which any member may be called.
  const text = textOf(operand);
  const other = compilePath(text);
  if (!other.ok) return () => `Invalid path '${text}' : ${other.message}`;
  return (scope) => {
    const value = path.value.evaluate(scope);
    if (value === undefined) return noValue(path.value);
    const wanted: Json | undefined = other.value.evaluate(scope);
    return wanted === undefined ? noValue(other.value) : test(value, wanted);
  };
}

function noValue({ text }: Path): string {
  return `Invalid path '${text}': The choice state's condition path references an invalid value.`;
}
