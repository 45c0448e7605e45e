/** Credentials, TimeoutSeconds and HeartbeatSeconds of a Task, with their paths. */
import {
  toJson,
  type NumberOrText,
  type TaskState,
  type Text,
  type QueryLanguage,
} from '@stepthrough/asl';
import { compilePath, compileTemplate } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { failTerminally } from '../control.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { evaluateField, failEvaluation, jsonataField, wrongType } from '../steps/jsonata.ts';
import { invalid } from '../steps/paths.ts';
import { fill } from '../steps/templates.ts';

/** Each becomes a value of the state, which the call reads. */
export function taskSettings(state: TaskState, language: QueryLanguage): readonly Step[] {
  const { credentials, timeoutSeconds, heartbeatSeconds } = state;
  if (language === 'JSONata') {
    return [
      ...jsonataField('Credentials', 'arguments', credentials?.node, (run, thread, value) =>
        keep(run, thread, 'credentials', value),
      ),
      ...jsonataSeconds('TimeoutSeconds', timeoutSeconds),
      ...jsonataSeconds('HeartbeatSeconds', heartbeatSeconds),
    ];
  }
  return [
    ...templateCredentials(state),
    ...seconds('TimeoutSeconds', timeoutSeconds, state.timeoutSecondsPath),
    ...seconds('HeartbeatSeconds', heartbeatSeconds, state.heartbeatSecondsPath),
  ];
}

function templateCredentials({ credentials }: TaskState): readonly Step[] {
  if (!credentials) return [];
  const template = compileTemplate(toJson(credentials.node));
  if (!template.ok) return [invalid('arguments', 'Credentials', template.message)];
  return [
    {
      phase: 'arguments',
      perform: (run, thread) =>
        fill(run, thread, template.value, thread.payload, (_run, draft, value) =>
          keep(run, draft, 'credentials', value),
        ),
    },
  ];
}

type SecondsField = 'TimeoutSeconds' | 'HeartbeatSeconds';

const valueNames = { TimeoutSeconds: 'timeoutSeconds', HeartbeatSeconds: 'heartbeatSeconds' };

function seconds(
  name: SecondsField,
  field: NumberOrText | undefined,
  pathField: Text | undefined,
): readonly Step[] {
  if (field) {
    const perform: Step['perform'] = (run, thread) =>
      keep(run, thread, valueNames[name], field.value);
    return [{ phase: 'arguments', perform }];
  }
  if (!pathField) return [];
  const text = pathField.value;
  const path = compilePath(text);
  if (!path.ok) return [invalid('arguments', text, path.message)];
  return [
    {
      phase: 'arguments',
      perform: (run, thread) => {
        const scope = run.scopeOf(thread, thread.payload);
        const value = path.value.evaluate(scope);
        if (value === undefined) {
          return failTerminally(
            run,
            thread,
            `Invalid path '${text}' : ${path.value.missing(scope)}`,
          );
        }
        if (!isPositiveInteger(value)) {
          const shown = `${text} == ${JSON.stringify(value)}`;
          const reason = `The ${name}Path parameter cannot be parsed as a positive long value: ${shown}`;
          return failTerminally(run, thread, reason);
        }
        return keep(run, thread, valueNames[name], value);
      },
    },
  ];
}

function jsonataSeconds(name: SecondsField, field: NumberOrText | undefined): readonly Step[] {
  if (!field) return [];
  const written = toJson(field.node);
  return [
    evaluateField({ name, phase: 'arguments', value: written }, (run, thread, value) =>
      isPositiveInteger(value)
        ? keep(run, thread, valueNames[name], value)
        : failEvaluation(run, thread, wrongType(written, name, 'integer', value), name),
    ),
  ];
}

function isPositiveInteger(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function keep(run: Run, thread: Draft, name: string, value: Json): Progress {
  run.setValue(thread, name, value);
  return 'done';
}
