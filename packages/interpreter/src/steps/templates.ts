/** Payload templates of JSONPath states: Parameters, ResultSelector, Assign. */
import { toJson, type Template } from '@stepthrough/asl';
import { compileTemplate, type Template as CompiledTemplate } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { failState, failTerminally } from '../control.ts';
import { failure } from '../failure.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { areTooLarge, isTooLarge } from '../size.ts';
import type { Phase, Variables } from '../thread.ts';

/** `Parameters` or `ResultSelector`: replaces the payload by the filled-in template. */
export function fillTemplate(
  field: Template | undefined,
  phase: Phase,
  value: string,
): readonly Step[] {
  return templateStep(field, phase, (run, thread, filled) => {
    thread.payload = filled;
    run.setValue(thread, value, filled);
    return 'done';
  });
}

/** `Assign`: reads the payload as `$`; the variables take effect when the state is left. */
export function assignVariables(field: Template | undefined): readonly Step[] {
  return templateStep(field, 'assign', keepAssigned);
}

export function keepAssigned(run: Run, thread: Draft, filled: Json): Progress {
  if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) return 'done';
  const assigned = filled as Variables;
  if (Object.keys(assigned).length === 0) return 'done';
  const variables = { ...thread.variables, ...assigned };
  if (isTooLarge(assigned) || areTooLarge(variables)) {
    const cause = `The variables assigned in the state '${thread.state}' exceed the maximum number of bytes service limit.`;
    const failed = failure('States.DataLimitExceeded', cause);
    return failState(run, thread, failed);
  }
  thread.assigned = assigned;
  run.setValue(thread, 'variables', variables);
  return 'done';
}

function templateStep(
  field: Template | undefined,
  phase: Phase,
  then: (run: Run, thread: Draft, filled: Json) => Progress,
): readonly Step[] {
  if (!field) return [];
  const template = compileTemplate(toJson(field.node));
  if (!template.ok) {
    return [{ phase, perform: (run, thread) => failTerminally(run, thread, template.message) }];
  }
  return [
    {
      phase,
      perform: (run, thread) => fill(run, thread, template.value, thread.payload, then),
    },
  ];
}

/** Fills in a template with `input` as `$`. */
export function fill(
  run: Run,
  thread: Draft,
  template: CompiledTemplate,
  input: Json,
  then: (run: Run, thread: Draft, filled: Json) => Progress,
): Progress {
  const outcome = template.evaluate(run.scopeOf(thread, input));
  if (outcome.ok) return then(run, thread, outcome.value);
  return failTerminally(run, thread, outcome.cause);
}
