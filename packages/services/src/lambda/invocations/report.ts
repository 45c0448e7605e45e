/** What is told of an invocation that has ended, as the REPORT line of CloudWatch Logs has it. */
import { base64Encode, isArray, isObject, type JsonObject } from '@stepthrough/json';
import { responseOf, type Outcome } from '../../contract/outcome.ts';
import type { Context, ServiceEffect } from '../../contract/service.ts';
import type { Invocation } from '../model/state.ts';

export function reportOf(
  { function: name, requestId, startedAt, isCold, payload: request, memory }: Invocation,
  hasFailed: boolean,
  outcome: Outcome,
  { now }: Context,
): ServiceEffect {
  const { Payload = null } = responseOf(outcome);
  const measured = measuredOf(outcome);
  const { initMs } = measured;
  const durationMs = now - startedAt;
  const billedMs = billed(durationMs);
  const init = isCold && typeof initMs === 'number' ? `, init ${initMs} ms` : '';
  return {
    do: 'log',
    kind: 'functionReturned',
    message: `Function ${name} ${hasFailed ? 'failed' : 'returned'} after ${durationMs} ms (billed ${billedMs} ms, ${memory} MB, ${isCold ? 'cold' : 'warm'} start${init})`,
    resource: name,
    data: {
      requestId,
      durationMs,
      billedMs,
      memoryMb: memory,
      isColdStart: isCold,
      isError: hasFailed,
      request,
      payload: Payload,
      ...measured,
    },
  };
}

/** Billed by the millisecond, the start included. */
function billed(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs));
}

function measuredOf(outcome: Outcome): JsonObject {
  const { Report } = responseOf(outcome);
  return isObject(Report) ? Report : {};
}

export function withoutReport(response: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(response).filter(([name]) => name !== 'Report'));
}

/** The most that LogResult shows of a log. */
const tailBytes = 4096;

/** The end of the log, in Base64. */
export function logResult(
  { requestId, version, startedAt, memory }: Invocation,
  outcome: Outcome,
  { now }: Context,
): string {
  const { output } = measuredOf(outcome);
  const durationMs = now - startedAt;
  const lines = [
    `START RequestId: ${requestId} Version: ${version}`,
    ...(isArray(output) ? output.map(String) : []),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billed(durationMs)} ms\tMemory Size: ${memory} MB\tMax Memory Used: ${memory} MB\t`,
  ];
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return base64Encode(bytes.slice(-tailBytes));
}
