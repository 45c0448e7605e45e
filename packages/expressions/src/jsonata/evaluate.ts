import type { Json } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import { Circumstances, circumstancesName } from './functions.ts';
import { toPlain } from './plain.ts';
import { isJsonataError } from './syntax.ts';
import { type Leaf, planOf } from './template.ts';

export interface JsonataBindings {
  /** `$states` */
  readonly states: { readonly [member: string]: Json };
  readonly variables: { readonly [name: string]: Json };
  /** Virtual time in milliseconds since the epoch; it stands still during an evaluation. */
  readonly now: number;
  /** A number in [0, 1) from a keyed generator. */
  readonly random: () => number;
}

/** `location` is the field that failed, as AWS names it: `Output/result`. */
export type JsonataOutcome =
  | Extract<Outcome, { ok: true }>
  | (Extract<Outcome, { ok: false }> & { readonly location: string; readonly expression: string });

/**
 * Fills in every `{% … %}` string of a field, one after the other. A failure is a
 * States.QueryEvaluationError whose cause is in AWS's words after `An error occurred while
 * executing the state … .` Templates are compiled once for each object: pass the same one again.
 */
export async function evaluateJsonata(
  template: Json,
  field: string,
  { states, variables, now, random }: JsonataBindings,
): Promise<JsonataOutcome> {
  const { leaves, build } = planOf(template);
  const bindings = {
    ...variables,
    states,
    [circumstancesName]: new Circumstances(now, random),
  };
  const values: Json[] = [];
  for (const leaf of leaves) {
    const result = await evaluate(leaf, bindings);
    if (!result.ok) return failure(leaf, field, result.problem);
    values.push(result.value);
  }
  return { ok: true, value: build(values) };
}

type LeafResult =
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: string };

async function evaluate(
  { expression }: Leaf,
  bindings: { readonly [name: string]: unknown },
): Promise<LeafResult> {
  if (!expression.ok) {
    return { ok: false, problem: `is not valid JSONata. ${expression.message}` };
  }
  let result: unknown;
  try {
    result = await expression.value.evaluate(undefined, bindings);
  } catch (error) {
    return { ok: false, problem: `threw an error during evaluation${reasonOf(error)}` };
  }
  if (result === undefined) return { ok: false, problem: 'returned nothing (undefined).' };
  const value = toPlain(result);
  if (value === undefined) return { ok: false, problem: 'returned an unsupported result type.' };
  return { ok: true, value };
}

/** AWS writes a dot before an error that has a code (recorded), and a colon before one that has none. */
function reasonOf(error: unknown): string {
  if (isJsonataError(error)) {
    return error.code === 'D1011' ? tooDeep : `. ${error.code}: ${error.message}`;
  }
  return `: ${error instanceof Error ? error.message : String(error)}`;
}

const tooDeep =
  ': Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.';

function failure({ text, place }: Leaf, field: string, problem: string): JsonataOutcome {
  const location = field + place;
  return {
    ok: false,
    error: 'States.QueryEvaluationError',
    cause: `The JSONata expression '${text}' specified for the field '${location}' ${problem}`,
    location,
    expression: text,
  };
}
