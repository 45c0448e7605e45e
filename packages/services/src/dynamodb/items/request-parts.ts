/** What requests on items have in common: expressions, or the parameters that were before them. */
import { member, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { list, map, record, text } from '../../contract/request-form.ts';
import type { Condition } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import { readPlaceholders, type Given, type Placeholders } from '../expressions/placeholders.ts';
import { readProjection } from '../expressions/projection.ts';
import { readCondition } from '../expressions/read-condition.ts';
import type { Surface } from '../values/surface.ts';
import { joinedConditions, readExpected } from './legacy-conditions.ts';

export const named = {
  TableName: text,
  ExpressionAttributeNames: map(text),
  ExpressionAttributeValues: record,
};

export const conditional = {
  ConditionExpression: text,
  Expected: record,
  ConditionalOperator: text,
  ReturnValuesOnConditionCheckFailure: text,
};

export const projecting = { ProjectionExpression: text, AttributesToGet: list(text) };

type Parameters = { readonly [name: string]: Json | undefined };

/**
 * Why expressions, their placeholders and legacy parameters cannot be together in a request.
 *
 * @param expressions names of the parameters that hold expressions, those that can have values last
 */
export function mixProblem(
  request: Parameters,
  expressions: readonly string[],
  legacy: readonly string[],
  surface: Surface,
): Refusal | undefined {
  const isGiven = (name: string): boolean => member(request, name) !== undefined;
  const given = expressions.filter(isGiven);
  const others = legacy.filter(isGiven);
  if (given.length > 0 && others.length > 0) {
    return surface.refuse(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${others.join(', ')}} Expression parameters: {${given.join(', ')}}`,
    );
  }
  if (isGiven('ExpressionAttributeNames') && given.length === 0) {
    return surface.refuse('ExpressionAttributeNames can only be specified when using expressions');
  }
  const withValues = expressions.filter((name) => name !== 'ProjectionExpression');
  // What has only a projection has no such parameter, and takes no notice of it.
  if (withValues.length === 0) return undefined;
  if (!isGiven('ExpressionAttributeValues') || withValues.some(isGiven)) return undefined;
  const verb = withValues.length === 1 ? 'is' : 'are';
  return surface.refuse(
    `ExpressionAttributeValues can only be specified when using expressions: ${withValues.join(' and ')} ${verb} null`,
  );
}

export interface Conditional {
  readonly ConditionExpression?: string | undefined;
  readonly Expected?: JsonObject | undefined;
  readonly ConditionalOperator?: string | undefined;
}

/** The condition of a write, by its expression or as Expected says. */
export function conditionOf(
  request: Conditional,
  placeholders: Placeholders,
  surface: Surface,
): Condition | Refusal | undefined {
  const { ConditionExpression: expression, Expected: expected } = request;
  if (expression !== undefined) {
    return readCondition('ConditionExpression', expression, placeholders, surface);
  }
  const operator = request.ConditionalOperator;
  const problem = operatorProblem(operator, expected, surface);
  if (problem || !expected) return problem;
  const all = readExpected(expected, surface);
  return isRefusal(all) ? all : joinedConditions(all, operator);
}

export function operatorProblem(
  operator: string | undefined,
  conditions: JsonObject | undefined,
  surface: Surface,
): Refusal | undefined {
  if (operator === undefined) return undefined;
  if (!conditions) {
    return surface.refuse('ConditionalOperator cannot be used without Filter or Expected');
  }
  return Object.keys(conditions).length < 2
    ? surface.refuse(
        'ConditionalOperator can only be used when Filter or Expected has two or more elements',
      )
    : undefined;
}

interface Projecting {
  readonly ProjectionExpression?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
}

/** The parts of items that a read shows; `undefined` for all. */
export function projectionOf(
  { ProjectionExpression: expression, AttributesToGet: names }: Projecting,
  placeholders: Placeholders,
  surface: Surface,
): readonly Path[] | Refusal | undefined {
  if (expression !== undefined) return readProjection(expression, placeholders, surface);
  if (!names) return undefined;
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined
    ? names.map((name): Path => [name])
    : surface.refuse(
        `One or more parameter values were invalid: Duplicate value in attribute name: ${twice}`,
      );
}

/**
 * What a request to read shows: its projection, with its placeholders, all of which have to be used.
 * @returns undefined where all is shown
 */
export function shownBy(
  request: Pick<Given, 'ExpressionAttributeNames'> & Projecting,
  surface: Surface,
): readonly Path[] | undefined | Refusal {
  const { ExpressionAttributeNames } = request;
  const placeholders = readPlaceholders({ ExpressionAttributeNames }, surface);
  if (isRefusal(placeholders)) return placeholders;
  const paths = projectionOf(request, placeholders, surface);
  if (paths && isRefusal(paths)) return paths;
  return placeholders.unusedProblem(surface) ?? paths;
}
