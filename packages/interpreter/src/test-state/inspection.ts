/** What TestState shows of a state's data flow, by the state's type (recorded). */
import { isIntegration, readResource } from '@stepthrough/asl';
import { type Json, type JsonObject, member, setMember } from '@stepthrough/json';
import type { StateCode } from '../code.ts';
import { takes } from '../failure.ts';
import type { Failure, Thread } from '../thread.ts';
import type { TestStateCall } from './call.ts';
import { httpTrace } from './http-trace.ts';

/** How far the state came: what a later field would show is not there. */
interface Shown {
  readonly code: StateCode;
  readonly thread: Thread;
  readonly hasResult: boolean;
  readonly failed: Failure | undefined;
  readonly call: TestStateCall;
  /** Of a Task. */
  readonly resource: string | undefined;
}

export function inspectionData(shown: Shown): JsonObject {
  const { code, thread, call, failed } = shown;
  const { variables } = call;
  const data = code.language === 'JSONata' ? jsonataData(code, thread) : jsonPathData(shown);
  const details = failed && errorDetails(code, failed);
  return {
    input: thread.values['input'] ?? null,
    ...data,
    ...(variables && Object.keys(variables).length > 0 ? { variables } : {}),
    ...(call.inspectionLevel === 'TRACE' ? traceOf(shown) : {}),
    ...(details ? { errorDetails: details } : {}),
  };
}

function traceOf({ thread: { values }, resource }: Shown): JsonObject {
  const called = readResource(resource ?? '');
  if (!isIntegration(called) || called.integration !== 'http:invoke') return {};
  const { input = null, afterInputPath = input } = values;
  const { afterArguments, afterParameters = afterArguments ?? afterInputPath } = values;
  return httpTrace(afterParameters, values['result']);
}

const mapNumbers = ['maxConcurrency', 'toleratedFailureCount', 'toleratedFailurePercentage'];

function jsonataData({ type }: StateCode, { values }: Thread): JsonObject {
  if (type === 'Task') return pick(values, ['afterArguments', 'result']);
  return type === 'Map' ? { maxConcurrency: 0, ...pick(values, mapNumbers) } : {};
}

function jsonPathData({ code, thread, hasResult }: Shown): JsonObject {
  const { values } = thread;
  const { input = null, result } = values;
  const afterInputPath = values['afterInputPath'] ?? input;
  const afterParameters = values['afterParameters'] ?? afterInputPath;
  const afterResultSelector = values['afterResultSelector'] ?? result ?? afterParameters;
  const afterResultPath = values['afterResultPath'] ?? afterResultSelector;
  const ends = hasResult ? { afterResultSelector, afterResultPath } : {};
  switch (code.type) {
    case 'Pass':
      return result === undefined
        ? { afterInputPath, afterParameters, ...ends }
        : { result, ...ends };
    case 'Task':
      return {
        afterInputPath,
        afterParameters,
        ...(result === undefined ? {} : { result }),
        ...ends,
      };
    case 'Parallel':
      return ends;
    case 'Map':
      return { afterInputPath, ...pick(values, ['afterItemsPath', ...mapNumbers]), ...ends };
    case 'Choice':
    case 'Wait':
    case 'Succeed':
    case 'Fail':
      return { afterInputPath };
  }
}

function errorDetails(code: StateCode, failed: Failure): JsonObject | undefined {
  const { catchIndex, backoffSeconds } = failed;
  if (catchIndex !== undefined) return { catchIndex };
  const retryIndex = code.retriers.findIndex(({ errorEquals }) => takes(errorEquals, failed));
  if (retryIndex < 0) return undefined;
  return backoffSeconds === undefined
    ? { retryIndex }
    : { retryIndex, retryBackoffIntervalSeconds: backoffSeconds };
}

function pick(values: JsonObject, names: readonly string[]): JsonObject {
  const found: { [name: string]: Json } = {};
  for (const name of names) {
    const value = member(values, name);
    if (value !== undefined) setMember(found, name, value);
  }
  return found;
}
