import { type Json, type JsonObject, member, setMember } from '@stepthrough/json';
import type { Outcome } from '../outcome.ts';
import { type Direct, walkDirectly } from './direct-paths.ts';
import { Circumstances, circumstancesName } from './functions.ts';
import { copyOf, toPlain } from './plain.ts';
import { briefEvaluations, maxEvaluations } from './limits.ts';
import { isTooLarge } from './memory.ts';
import { depthLimit, InternalFault, memoryLimit, timeLimit } from './reasons.ts';
import { isJsonataError } from './syntax.ts';
import { JsonataTemplates, type Leaf, type Plan } from './template.ts';

export interface JsonataBindings {
  /** `$states` */
  readonly states: JsonObject;
  readonly variables: JsonObject;
  /** Virtual time in milliseconds since the epoch; it stands still during an evaluation. */
  readonly now: number;
  /** A number in [0, 1) from a keyed generator. */
  readonly random: () => number;
}

/** `location` is the field that failed, as AWS names it: `Output/result`. */
export type JsonataOutcome = Extract<Outcome, { ok: true }> | JsonataFailure;

type JsonataFailure = Extract<Outcome, { ok: false }> & {
  readonly location: string;
  readonly expression: string;
};

/**
 * Fills in every `{% … %}` string of a field, one after the other. A failure is a
 * States.QueryEvaluationError whose cause is in AWS's words after `An error occurred while
 * executing the state … .` With `templates`, each is compiled once: pass the same object again.
 *
 * An expression may keep the thread busy for seconds and take much memory: evaluate what users wrote
 * by `evaluateBriefly`, and what that leaves on a thread that can be stopped. `begins` is told of
 * each expression, by its index in the template, before it is evaluated.
 */
export function evaluateJsonata(
  template: Json,
  field: string,
  bindings: JsonataBindings,
  begins?: (index: number) => void,
  templates = new JsonataTemplates(),
): Promise<JsonataOutcome> {
  const plan = templates.planOf(template);
  const given = bound(plan, bindings);
  return evaluateFrom(0, [], { plan, field, bindings: given, evaluations: maxEvaluations, begins });
}

/** What `evaluateBriefly` gives where the data turned out to be too much for it. */
export const unfinished: JsonataOutcome = {
  ok: false,
  error: 'States.QueryEvaluationError',
  cause: 'The evaluation takes more than a moment.',
  location: '',
  expression: '',
};

/**
 * As `evaluateJsonata`, if that takes a moment: `undefined` for a template of which this is not
 * sure, and `unfinished` where it came to more.
 */
export function evaluateBriefly(
  template: Json,
  field: string,
  bindings: JsonataBindings,
  templates = new JsonataTemplates(),
): Promise<JsonataOutcome> | undefined {
  const plan = templates.planOf(template);
  if (!plan.isBrief) return undefined;
  const given = bound(plan, bindings);
  return evaluateFrom(0, [], { plan, field, bindings: given, evaluations: briefEvaluations });
}

/** The failure of an evaluation that was stopped from outside in the expression with this index. */
export function stoppedJsonata(
  template: Json,
  field: string,
  index: number,
  why: 'time' | 'memory',
): JsonataOutcome {
  const { leaves } = new JsonataTemplates().planOf(template);
  const leaf = leaves[index] ?? leaves[0];
  if (!leaf) throw new RangeError('The template has no expression that could have been stopped.');
  return failure(leaf, field, threw(why === 'time' ? timeReason : memoryReason));
}

/** Names of the variables that the expressions of a template may read, and maybe others. */
export function namesInJsonata(
  template: Json,
  names: readonly string[],
  templates = new JsonataTemplates(),
): readonly string[] {
  const { leaves } = templates.planOf(template);
  return names.filter((name) => leaves.some(({ text }) => text.includes(name)));
}

type Bindings = { [name: string]: unknown };

function bound(plan: Plan, { states, variables, now, random }: JsonataBindings): Bindings {
  const bindings: Bindings = { states, ...variables };
  if (plan.asksCircumstances) bindings[circumstancesName] = new Circumstances(now, random);
  return bindings;
}

interface Evaluation {
  readonly plan: Plan;
  readonly field: string;
  readonly bindings: Bindings;
  /** How many evaluations of parts each expression may come to. */
  readonly evaluations: number;
  readonly begins?: ((index: number) => void) | undefined;
}

/** Without `async` functions: most fields have one expression, and each layer of promises costs as much as it. */
function evaluateFrom(at: number, values: Json[], evaluation: Evaluation): Promise<JsonataOutcome> {
  const { plan, field, bindings, evaluations, begins } = evaluation;
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
      values.push(member(bindings, direct?.paths[0]?.name ?? '') as Json);
      continue;
    }
    begins?.(index);
    expression.guard.reset(evaluations);
    const given = leaf.writes ? copied(bindings) : bindings;
    return expression.evaluate(undefined, given).then(
      (result) => {
        const value = result === undefined ? undefined : toPlain(result);
        if (value === undefined) return failure(leaf, field, problemOf(result));
        // What is brief makes lists that are no longer than the data.
        if ((typeof value === 'string' || evaluations > briefEvaluations) && isTooLarge(value)) {
          return failure(leaf, field, threw(memoryReason));
        }
        values.push(value);
        return index + 1 < leaves.length
          ? evaluateFrom(index + 1, values, evaluation)
          : { ok: true, value: build(values) };
      },
      (error: unknown) =>
        evaluations === briefEvaluations && expression.guard.isSpent
          ? unfinished
          : failure(leaf, field, problemThrown(error)),
    );
  }
  return Promise.resolve({ ok: true, value: build(values) });
}

/** Binds the value of each path to its variable, if it can be told without the library. */
function bindPaths({ paths }: Direct, bindings: Bindings): boolean {
  for (const path of paths) {
    const value = walkDirectly(path, bindings);
    if (value === undefined) return false;
    setMember(bindings, path.name, value);
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

function threw(reason: string): string {
  return `threw an error during evaluation${reason}`;
}

function problemThrown(error: unknown): string {
  return error instanceof InternalFault
    ? 'threw an internal error during evaluation.'
    : threw(reasonOf(error));
}

/** AWS writes a dot before an error that has a code (recorded), and a colon before one that has none. */
function reasonOf(error: unknown): string {
  if (isJsonataError(error)) {
    return reasonsOfCodes.get(error.code) ?? `. ${error.code}: ${error.message}`;
  }
  // The engine's own ends: of the stack, and of the longest text and array.
  if (error instanceof RangeError) {
    return error.message.includes('call stack') ? depthReason : memoryReason;
  }
  return `: ${error instanceof Error ? error.message : String(error)}`;
}

const depthReason = `: ${depthLimit}`;
const timeReason = `: ${timeLimit}`;
const memoryReason = `: ${memoryLimit}`;

/** Limits of the library for which AWS has words of its own. */
const reasonsOfCodes: ReadonlyMap<string, string> = new Map([
  ['D1011', depthReason],
  ['D2014', memoryReason],
  ['D2015', memoryReason],
]);

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
