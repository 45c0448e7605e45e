import type { Json, JsonObject } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import { type Direct, walkDirectly } from './direct-paths.ts';
import { Circumstances, circumstancesName } from './functions.ts';
import { copyOf, toPlain } from './plain.ts';
import { isJsonataError } from './syntax.ts';
import { type Leaf, type Plan, planOf } from './template.ts';

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
export function evaluateJsonata(
  template: Json,
  field: string,
  { states, variables, now, random }: JsonataBindings,
): Promise<JsonataOutcome> {
  const plan = planOf(template);
  const bindings: Bindings = { states, ...variables };
  if (plan.asksCircumstances) bindings[circumstancesName] = new Circumstances(now, random);
  return evaluateFrom(0, [], plan, field, bindings);
}

type Bindings = { [name: string]: unknown };

/** Without `async` functions: most fields have one expression, and each layer of promises costs as much as it. */
function evaluateFrom(
  at: number,
  values: Json[],
  plan: Plan,
  field: string,
  bindings: Bindings,
): Promise<JsonataOutcome> {
  const { leaves, build } = plan;
  for (let index = at; index < leaves.length; index += 1) {
    const leaf = leaves[index] as Leaf;
    if (!leaf.expression.ok) {
      const problem = `is not valid JSONata. ${leaf.expression.message}`;
      return Promise.resolve(failure(leaf, field, problem));
    }
    const direct = leaf.direct && bindPaths(leaf.direct, bindings) ? leaf.direct : undefined;
    const { expression } = direct ?? { expression: leaf.expression.value };
    if (!expression) {
      values.push(bindings[direct?.paths[0]?.name ?? ''] as Json);
      continue;
    }
    expression.guard.reset();
    const given = leaf.writes ? copied(bindings) : bindings;
    return expression.evaluate(undefined, given).then(
      (result) => {
        const value = result === undefined ? undefined : toPlain(result);
        if (value === undefined) return failure(leaf, field, problemOf(result));
        values.push(value);
        return index + 1 < leaves.length
          ? evaluateFrom(index + 1, values, plan, field, bindings)
          : { ok: true, value: build(values) };
      },
      (error: unknown) =>
        failure(leaf, field, `threw an error during evaluation${reasonOf(error)}`),
    );
  }
  return Promise.resolve({ ok: true, value: build(values) });
}

/** Binds the value of each path to its variable, if it can be told without the library. */
function bindPaths({ paths }: Direct, bindings: Bindings): boolean {
  for (const path of paths) {
    const value = walkDirectly(path, bindings);
    if (value === undefined) return false;
    bindings[path.name] = value;
  }
  return true;
}

function copied({ [circumstancesName]: circumstances, ...data }: Bindings): Bindings {
  return { ...(copyOf(data as JsonObject) as JsonObject), [circumstancesName]: circumstances };
}

function problemOf(result: unknown): string {
  return result === undefined
    ? 'returned nothing (undefined).'
    : 'returned an unsupported result type.';
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
