import { isArray, isObject, type Json, type JsonObject, setMember } from '@stepthrough/json';
import { Work } from './bounds/work.ts';
import { compileIntrinsic, isIntrinsic, type TemplateScope } from './intrinsics/intrinsic.ts';
import { compilePath } from './jsonpath/path.ts';
import { type Compiled, type Outcome, SyntaxFault } from './outcome.ts';

/** A payload template (Parameters, ResultSelector, ItemSelector, Assign …): JSON whose `name.$` members are evaluated. */
export interface Template {
  /**
   * A failure is States.Runtime; its cause has AWS's words after `An error occurred while executing
   * the state … .` @throws LimitReached
   */
  evaluate(scope: TemplateScope): Outcome;
}

type Evaluator = (scope: TemplateScope, work: Work) => Json;

/** Thrown while a template is filled in, and turned into its outcome. */
class TemplateFault extends Error {}

/** Compiles a template once; a wrong path or function call in it is the failure. */
export function compileTemplate(json: Json): Compiled<Template> {
  try {
    const evaluate = compileValue(json);
    if (!evaluate) {
      const outcome: Outcome = { ok: true, value: json };
      return { ok: true, value: { evaluate: () => outcome } };
    }
    return { ok: true, value: { evaluate: (scope) => attempt(evaluate, scope) } };
  } catch (error) {
    if (error instanceof SyntaxFault)
      return { ok: false, message: error.message, index: error.index };
    throw error;
  }
}

function attempt(evaluate: Evaluator, scope: TemplateScope): Outcome {
  try {
    return { ok: true, value: evaluate(scope, new Work()) };
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    // AWS's executions end with States.Runtime (recorded), not with States.ParameterPathFailure.
    return { ok: false, error: 'States.Runtime', cause: error.message };
  }
}

/** `undefined` for a value without anything to evaluate, which is then shared as it is. */
function compileValue(json: Json): Evaluator | undefined {
  if (isArray(json)) return compileArray(json);
  return isObject(json) ? compileObject(json) : undefined;
}

function compileArray(items: readonly Json[]): Evaluator | undefined {
  const parts = items.map(compileValue);
  if (parts.every((part) => part === undefined)) return undefined;
  return (scope, work) =>
    parts.map((part, index) => (part ? part(scope, work) : (items[index] ?? null)));
}

function compileObject(object: JsonObject): Evaluator | undefined {
  const members = Object.entries(object).map(
    ([name, value]): [string, Json, Evaluator | undefined] =>
      name.endsWith('.$')
        ? [name.slice(0, -2), null, compileDynamic(name, value)]
        : [name, value, compileValue(value)],
  );
  if (members.every(([, , evaluate]) => evaluate === undefined)) return undefined;
  return (scope, work) => {
    const result: { [name: string]: Json } = {};
    for (const [name, value, evaluate] of members)
      setMember(result, name, evaluate ? evaluate(scope, work) : value);
    return result;
  };
}

function compileDynamic(name: string, value: Json): Evaluator {
  if (typeof value !== 'string') {
    throw new SyntaxFault(
      `The value of "${name}" must be a JSONPath or a States function, in quotes.`,
      0,
    );
  }
  return isIntrinsic(value) ? compileCall(value) : compileRead(name, value);
}

function compileCall(text: string): Evaluator {
  const call = compileIntrinsic(text);
  if (!call.ok) throw new SyntaxFault(call.message, call.index);
  return (scope, work) => {
    const outcome = call.value.evaluate(scope, work);
    if (outcome.ok) return outcome.value;
    throw new TemplateFault(outcome.cause);
  };
}

function compileRead(name: string, text: string): Evaluator {
  const path = compilePath(text);
  if (!path.ok) throw new SyntaxFault(path.message, path.index);
  const { evaluate, endsPastArray, syntax } = path.value;
  return (scope, work) => {
    const value = evaluate(scope, work);
    if (value !== undefined) return value;
    // Reported for AWS: `$.items[5]` of a shorter array is null here, though elsewhere it finds nothing.
    if (endsPastArray(scope)) return null;
    const read = syntax.root.kind === 'context' ? scope.context : scope.input;
    throw new TemplateFault(notFound(text, name, read));
  };
}

/** AWS's words (recorded) for a path in a template that finds nothing. */
export function notFound(path: string, field: string, input: Json): string {
  return `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(input)}'`;
}
