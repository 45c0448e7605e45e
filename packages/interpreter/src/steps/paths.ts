/** InputPath, OutputPath and ResultPath of JSONPath states. */
import type { NullableText } from '@stepthrough/asl';
import {
  compilePath,
  compileReferencePath,
  writeReference,
  type Path,
} from '@stepthrough/expressions';
import { failState, failTerminally } from '../control.ts';
import { failure } from '../failure.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import type { Phase } from '../thread.ts';

/** `InputPath` or `OutputPath`: `null` stands for an empty object. */
export function selectPath(
  field: NullableText | undefined,
  phase: Phase,
  value: string | undefined,
): readonly Step[] {
  if (!field || field.value === '$') return [];
  if (field.value === null) {
    return [{ phase, perform: (run, thread) => keep(run, thread, value, {}) }];
  }
  const path = compilePath(field.value);
  if (!path.ok) return [invalid(phase, field.value, path.message)];
  return [{ phase, perform: (run, thread) => select(run, thread, path.value, value) }];
}

function select(run: Run, thread: Draft, path: Path, name: string | undefined): Progress {
  const scope = run.scopeOf(thread, thread.payload);
  const found = path.evaluate(scope);
  if (found === undefined) {
    return failTerminally(run, thread, `Invalid path '${path.text}' : ${path.missing(scope)}`);
  }
  return keep(run, thread, name, found);
}

function keep(
  run: Run,
  thread: Draft,
  name: string | undefined,
  value: Draft['payload'],
): Progress {
  thread.payload = value;
  if (name !== undefined) run.setValue(thread, name, value);
  return 'done';
}

/** A field whose text is no path: the machine should not have been accepted. */
export function invalid(phase: Phase, text: string, message: string): Step {
  return {
    phase,
    perform: (run, thread) => failTerminally(run, thread, `Invalid path '${text}' : ${message}`),
  };
}

/** `ResultPath`: puts the result into the state's input; `null` discards it. */
export function putResult(field: NullableText | undefined): readonly Step[] {
  if (!field || field.value === '$') return [];
  if (field.value === null) {
    return [
      {
        phase: 'resultPath',
        perform: (run, thread) => keep(run, thread, 'afterResultPath', thread.values.input ?? null),
      },
    ];
  }
  const path = compileReferencePath(field.value);
  if (!path.ok) return [invalid('resultPath', field.value, path.message)];
  return [
    {
      phase: 'resultPath',
      perform: (run, thread) => {
        const written = writeReference(path.value, thread.values.input ?? null, thread.payload);
        if (written.ok) return keep(run, thread, 'afterResultPath', written.value);
        return failState(run, thread, failure(written.error, run.causeIn(thread, written.cause)));
      },
    },
  ];
}
