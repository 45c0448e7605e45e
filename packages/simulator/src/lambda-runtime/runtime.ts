/** Runs the real handlers that a scenario declares: cold starts, warm starts, timeouts, crashes. */
import { dirname, resolve } from 'node:path';
import { member, type JsonObject } from '@stepthrough/json';
import type { Invoke, InvokeOutcome } from '../kernel/driver.ts';
import { placeIn, type Scenario } from '@stepthrough/scenario';
import { success } from '@stepthrough/services';
import { bootstraps } from './bootstraps.ts';
import { Instance, type FunctionSettings, type InstanceAnswer } from './instance.ts';

/** For `SimulationOptions.invoke`; `dispose` ends the processes. */
export function lambdaRuntime(scenario: Scenario): Invoke {
  const instances = new Map<string, Instance>();
  let isDisposed = false;
  const invoke = async ({
    function: name,
    instance: number,
    requestId,
    payload,
  }: Parameters<Invoke>[0]): Promise<InvokeOutcome> => {
    const key = `${name}#${number}`;
    const isForced = member(scenario.resources.functions, name)?.coldStart === true;
    if (isForced) stop(key);
    const before = performance.now();
    const begun = instances.get(key) ?? (await begin(scenario, name));
    if (typeof begun === 'string') {
      const answer = { errorType: 'Runtime.Unknown', errorMessage: begun };
      return outcomeOf({ payload: answer, isError: true, output: [] }, before, undefined);
    }
    instances.set(key, begun);
    // The run has ended while the function was starting.
    if (isDisposed) stop(key);
    const answer = await begun.invoke(requestId, payload);
    const initMs = begun.takeInitMs();
    if (!begun.isAlive) stop(key);
    return outcomeOf(answer, before, initMs);
  };
  const stop = (key: string): void => {
    instances.get(key)?.stop();
    instances.delete(key);
  };
  const dispose = (): Promise<void> => {
    isDisposed = true;
    for (const key of [...instances.keys()]) stop(key);
    return Promise.resolve();
  };
  return Object.assign(invoke, { dispose });
}

function outcomeOf(
  { payload, isError, output }: InstanceAnswer,
  before: number,
  initMs: number | undefined,
): InvokeOutcome {
  const report: JsonObject = {
    ...(initMs === undefined ? {} : { initMs: Math.round(initMs) }),
    ...(output.length === 0 ? {} : { output }),
  };
  const response = {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    StatusCode: 200,
    ...(isError ? { FunctionError: 'Unhandled' } : {}),
    Report: report,
  };
  return { outcome: success(response), durationMs: performance.now() - before };
}

/** A new instance, or what is missing in words. */
async function begin(scenario: Scenario, name: string): Promise<Instance | string> {
  const declared = member(scenario.resources.functions, name);
  if (!declared) return `There is no function "${name}" in "resources.functions".`;
  const {
    handler = '',
    runtime = 'nodejs22.x',
    timeout = 3000,
    memory,
    environment,
    port = 0,
  } = declared;
  const at = (field: string): string => placeIn(scenario, ['resources', 'functions', name, field]);
  const family = Object.keys(bootstraps).find((start) => runtime.startsWith(start));
  const bootstrap = family === undefined ? undefined : member(bootstraps, family);
  if (!bootstrap) {
    return `${at('runtime')}: the runtime ${runtime} of "${name}" cannot be run here (${Object.keys(bootstraps).join(', ')} can); answer the function in the scenario's "answers".`;
  }
  const settings: FunctionSettings = {
    name,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    handler,
    folder: resolve(dirname(scenario.path ?? '.')),
    timeoutMs: timeout,
    memoryMb: memory,
    environment,
    port,
  };
  const instance = new Instance(settings);
  try {
    await instance.start(bootstrap);
    return instance;
  } catch (error) {
    instance.stop();
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    const message = error instanceof Error ? error.message : String(error);
    return code === 'EADDRINUSE'
      ? `${at('port')}: the port ${port} for the Runtime API of "${name}" is in use; choose another, or remove "port" to take a free one.`
      : `${at('handler')}: the Runtime API of "${name}" cannot be served on port ${port} (${code ?? message}).`;
  }
}
