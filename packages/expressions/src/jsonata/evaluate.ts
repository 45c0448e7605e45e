import { isArray, isObject, type Json } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import { Budget, budgetName } from './budget.ts';
import { boundFunctions, type Circumstances } from './functions.ts';
import {
  type Expression,
  expressionOf,
  isJsonata,
  isJsonataError,
  parseJsonata,
} from './syntax.ts';

export interface JsonataBindings extends Circumstances {
  /** `$states` */
  readonly states: { readonly [member: string]: Json };
  readonly variables: { readonly [name: string]: Json };
}

/** `location` is the field that failed, as AWS names it: `Output/result`. */
export type JsonataOutcome =
  | Extract<Outcome, { ok: true }>
  | (Extract<Outcome, { ok: false }> & { readonly location: string; readonly expression: string });

/**
 * Fills in every `{% … %}` string of a field. A failure is a States.QueryEvaluationError whose cause
 * is in AWS's words after `An error occurred while executing the state … .`
 */
export async function evaluateJsonata(
  template: Json,
  field: string,
  bindings: JsonataBindings,
): Promise<JsonataOutcome> {
  const values = {
    ...boundFunctions(bindings),
    ...bindings.variables,
    states: bindings.states,
  };
  try {
    return { ok: true, value: await fill(template, field, values) };
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    const { location, expression, message } = error;
    return {
      ok: false,
      error: 'States.QueryEvaluationError',
      cause: `The JSONata expression '${expression}' specified for the field '${location}' ${message}`,
      location,
      expression,
    };
  }
}

class FieldFault extends Error {
  readonly location: string;
  readonly expression: string;

  constructor(location: string, expression: string, message: string) {
    super(message);
    this.location = location;
    this.expression = expression;
  }
}

type Values = { readonly [name: string]: unknown };

async function fill(template: Json, location: string, values: Values): Promise<Json> {
  if (typeof template === 'string') {
    return isJsonata(template)
      ? evaluate(expressionOf(template), location, values)
      : template;
  }
  if (isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries()) {
      items.push(await fill(item, `${location}[${index}]`, values));
    }
    return items;
  }
  if (!isObject(template)) return template;
  const members: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(template)) {
    members[name] = await fill(value, `${location}/${name}`, values);
  }
  return members;
}

async function evaluate(text: string, location: string, values: Values): Promise<Json> {
  const expression = parseJsonata(text);
  if (!expression.ok)
    throw new FieldFault(location, text, `is not valid JSONata. ${expression.message}`);
  const result = await run(expression.value, text, location, values);
  if (result === undefined) throw new FieldFault(location, text, 'returned nothing (undefined).');
  const plain = toPlain(result);
  if (plain === undefined)
    throw new FieldFault(location, text, 'returned an unsupported result type.');
  return plain;
}

async function run(
  expression: Expression,
  text: string,
  location: string,
  values: Values,
): Promise<unknown> {
  try {
    return await expression.evaluate(undefined, { ...values, [budgetName]: new Budget() });
  } catch (error) {
    const message = `threw an error during evaluation. ${reasonOf(error)}`;
    throw new FieldFault(location, text, message);
  }
}

function reasonOf(error: unknown): string {
  if (isJsonataError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

/** JSON without the marks that the library leaves on its arrays; `undefined` for functions and the like. */
function toPlain(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const plain = toPlain(item);
      if (plain === undefined) return undefined;
      items.push(plain);
    }
    return items;
  }
  if (typeof value !== 'object' || '_jsonata_function' in value || '_jsonata_lambda' in value) {
    return undefined;
  }
  const members: { [name: string]: Json } = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const plain = toPlain(member);
    if (plain === undefined) return undefined;
    members[name] = plain;
  }
  return members;
}
