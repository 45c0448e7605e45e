/** Payload templates of JSONPath states: Parameters, ResultSelector, Assign. */
import { toJson, type Json, type Template } from '@stepthrough/asl';
import { compileTemplate, type Template as CompiledTemplate } from '@stepthrough/expressions';
import { failTerminally } from '../control.ts';
import type { Progress, Step } from '../code.ts';
import type { Draft, Run } from '../run.ts';
import type { Phase, Variables } from '../snapshot.ts';

/** `Parameters` or `ResultSelector`: replaces the payload by the filled-in template. */
export function fillTemplate(
  field: Template | undefined,
  phase: Phase,
  value: string,
): readonly Step[] {
  return templateStep(field, phase, (run, thread, filled) => {
    thread.payload = filled;
    run.setValue(thread, value, filled);
  });
}

/** `Assign`: reads the payload as `$`; the variables take effect when the state is left. */
export function assignVariables(field: Template | undefined): readonly Step[] {
  return templateStep(field, 'assign', (run, thread, filled) => keepAssigned(run, thread, filled));
}

export function keepAssigned(run: Run, thread: Draft, filled: Json): void {
  if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) return;
  const variables = filled as Variables;
  if (Object.keys(variables).length === 0) return;
  thread.assigned = variables;
  run.setValue(thread, 'variables', { ...thread.variables, ...variables });
}

function templateStep(
  field: Template | undefined,
  phase: Phase,
  then: (run: Run, thread: Draft, filled: Json) => void,
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
  then: (run: Run, thread: Draft, filled: Json) => void,
): Progress {
  const outcome = template.evaluate(run.scopeOf(thread, input));
  if (outcome.ok) {
    then(run, thread, outcome.value);
    return 'done';
  }
  return failTerminally(run, thread, outcome.cause);
}
