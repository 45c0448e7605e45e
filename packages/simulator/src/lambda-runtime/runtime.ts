/** Runs the real handlers that a scenario declares: cold starts, warm starts, timeouts, crashes. */
import { dirname, resolve } from 'node:path';
import type { Invoke, InvokeOutcome } from '../kernel/driver.ts';
import type { Scenario } from '../scenario/model.ts';
import { success } from '../services/service.ts';
import { bootstraps } from './bootstraps.ts';
import { Instance, type FunctionSettings } from './instance.ts';

/** For `SimulationOptions.invoke`; `dispose` ends the processes. */
export function lambdaRuntime(scenario: Scenario): Invoke {
  const warm = new Map<string, Instance>();
  const invoke = async ({
    function: name,
    requestId,
    payload,
  }: Parameters<Invoke>[0]): Promise<InvokeOutcome> => {
    const before = performance.now();
    const instance = warm.get(name) ?? (await begin(scenario, name));
    const answer =
      instance instanceof Instance
        ? await instance.invoke(requestId, payload)
        : { payload: { errorType: 'Runtime.Unknown', errorMessage: instance }, isError: true };
    if (instance instanceof Instance) {
      if (instance.isAlive) warm.set(name, instance);
      else {
        warm.delete(name);
        instance.stop();
      }
    }
    const response = {
      ExecutedVersion: '$LATEST',
      Payload: answer.payload,
      StatusCode: 200,
      ...(answer.isError ? { FunctionError: 'Unhandled' } : {}),
    };
    return { outcome: success(response), durationMs: performance.now() - before };
  };
  const dispose = (): Promise<void> => {
    for (const instance of warm.values()) instance.stop();
    warm.clear();
    return Promise.resolve();
  };
  return Object.assign(invoke, { dispose });
}

/** A new instance, or what is missing in words. */
async function begin(scenario: Scenario, name: string): Promise<Instance | string> {
  const declared = scenario.resources.functions[name] ?? {};
  const {
    handler = '',
    runtime = 'nodejs22.x',
    timeout = 3000,
    memory = 128,
    environment = {},
  } = declared;
  const family = Object.keys(bootstraps).find((start) => String(runtime).startsWith(start));
  const bootstrap = family === undefined ? undefined : bootstraps[family];
  if (!bootstrap) {
    return `The runtime ${String(runtime)} of "${name}" cannot be run here (${Object.keys(bootstraps).join(', ')} can); answer the function in the scenario's "answers".`;
  }
  const settings: FunctionSettings = {
    name,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    handler: String(handler),
    folder: resolve(dirname(scenario.path ?? '.')),
    timeoutMs: Number(timeout),
    memoryMb: Number(memory),
    environment: environment as { readonly [variable: string]: string },
  };
  const instance = new Instance(settings);
  await instance.start(bootstrap);
  return instance;
}
