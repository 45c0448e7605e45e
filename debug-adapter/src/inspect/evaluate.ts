/** Evaluates what a person types, at a stack frame: it changes nothing and draws no random numbers of the run. */
import type { Json } from '@stepthrough/asl';
import { contextOf, type Phase, type Thread } from '@stepthrough/interpreter';
import {
  compileIntrinsic,
  compilePath,
  expressionOf,
  isIntrinsic,
  isJsonata,
  LimitReached,
} from '@stepthrough/expressions';
import { evaluateTemplate } from '@stepthrough/simulator';
import { RequestProblem } from '../protocol/problem.ts';
import type { Frame } from './frames.ts';
import { membersOf } from './json-value.ts';

/**
 * JSONPath and intrinsic functions in JSONPath states, JSONata in JSONata states. In a JSONPath
 * state anything else is read as JSONata too, with `$` and `$$` as JSONPath has them, so that
 * `$.total > 100` can be a condition.
 *
 * @throws RequestProblem with the reason for which there is no value.
 */
export async function evaluateIn(
  frame: Frame,
  typed: string,
  phase: Phase = frame.thread.phase,
): Promise<Json> {
  const text = typed.trim();
  if (text === '') throw new RequestProblem('Type an expression, e.g. $.total or $states.input.');
  const { language, thread } = frame;
  if (language === 'JSONPath' && !isJsonata(text)) {
    const found = evaluateJsonPath(thread, text, phase);
    if (found !== undefined) return found;
    return evaluateAsJsonata(thread, withJsonataRoots(text), phase);
  }
  return evaluateAsJsonata(thread, isJsonata(text) ? expressionOf(text) : text, phase);
}

/** `undefined` when the text is neither a path nor a call of an intrinsic function. */
function evaluateJsonPath(thread: Thread, text: string, phase: Phase): Json | undefined {
  const scope = {
    input: rootAt(thread, phase),
    context: contextOf(thread),
    variables: thread.variables,
    random: sameNumber,
  };
  if (isIntrinsic(text)) {
    const call = compileIntrinsic(text);
    if (!call.ok) throw new RequestProblem(call.message);
    const outcome = withinLimits(() => call.value.evaluate(scope));
    if (!outcome.ok) throw new RequestProblem(`${outcome.error}: ${outcome.cause}`);
    return outcome.value;
  }
  const path = compilePath(text);
  if (!path.ok) return undefined;
  const value = withinLimits(() => path.value.evaluate(scope));
  if (value !== undefined) return value;
  const { variable } = path.value;
  if (variable !== undefined && !Object.hasOwn(thread.variables, variable)) {
    const known = membersOf(thread.variables).map(([name]) => `$${name}`);
    throw new RequestProblem(
      `There is no variable $${variable} here; ${known.length > 0 ? `there are ${known.join(', ')}` : 'none is assigned yet'}.`,
    );
  }
  throw new RequestProblem(path.value.missing(scope));
}

/** A limit is an answer to who asks, not an error of the debugger. @throws RequestProblem */
function withinLimits<Value>(evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (error) {
    throw error instanceof LimitReached ? new RequestProblem(error.message) : error;
  }
}

async function evaluateAsJsonata(thread: Thread, text: string, phase: Phase): Promise<Json> {
  const outcome = await evaluateTemplate({
    template: `{% ${text} %}`,
    field: 'expression',
    states: statesOf(thread, phase),
    variables: thread.variables,
    now: 0,
    seed: 'debugger',
  });
  if (outcome.ok) return outcome.value;
  throw new RequestProblem(
    outcome.cause.replace(/^.*? specified for the field 'expression' /s, ''),
  );
}

/** What `$` of JSONPath is for the field that a phase reads; past phases are shown as they were. */
function rootAt(thread: Thread, phase: Phase): Json {
  const { values, payload } = thread;
  if (phase === thread.phase) return payload;
  const { input = payload } = values;
  const effective = values['afterInputPath'] ?? input;
  switch (phase) {
    case 'enter':
    case 'inputPath':
      return input;
    case 'resultSelector':
      return values['result'] ?? effective;
    case 'resultPath':
      return values['afterResultSelector'] ?? values['result'] ?? effective;
    case 'items':
    case 'arguments':
    case 'call':
    case 'retry':
    case 'result':
      return effective;
    case 'assign':
    case 'output':
    case 'catch':
    case 'next':
      return payload;
  }
}

function statesOf(thread: Thread, phase: Phase): { readonly [member: string]: Json } {
  const { result, errorOutput } = thread.values;
  return {
    input: thread.values['input'] ?? rootAt(thread, phase),
    context: contextOf(thread),
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
  };
}

/** `$` and `$$` outside of quotes become what JSONata calls them. */
function withJsonataRoots(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\$\$|\$(?![\p{L}_$])/gsu, (part) =>
    part === '$$' ? '$states.context' : part === '$' ? '$states.input' : part,
  );
}

function sameNumber(): number {
  return 0.5;
}
