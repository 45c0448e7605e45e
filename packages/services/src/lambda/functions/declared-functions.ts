/** Functions that a scenario declares: as CreateFunction makes them. */
import { set, type SortedMap } from '@stepthrough/collections';
import type { LambdaFunction as DeclaredFunction } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { codeOf } from './code.ts';
import { unpublished, type LambdaFunction } from '../model/function.ts';
import { settingsOf } from './settings.ts';

export function declaredFunctions(setting: Surroundings): SortedMap<string, LambdaFunction> {
  let functions: SortedMap<string, LambdaFunction>;
  for (const [name, declared] of Object.entries(setting.scenario.resources.functions)) {
    functions = set(functions, name, declaredFunction(name, declared, setting));
  }
  return functions;
}

function declaredFunction(
  name: string,
  declared: DeclaredFunction,
  { account, region, clockStart }: Surroundings,
): LambdaFunction {
  const { handler, runtime, timeout, memory, environment, concurrency } = declared;
  const queueArn = (queue: string | undefined) =>
    queue === undefined ? undefined : `arn:aws:sqs:${region}:${account}:${queue}`;
  return {
    name,
    isDeclared: true,
    latest: {
      version: unpublished,
      description: '',
      timeout: timeout === undefined ? undefined : timeout / 1000,
      memory,
      deadLetter: undefined,
      settings: settingsOf(
        {
          Role: `arn:aws:iam::${account}:role/${name}`,
          Runtime: runtime ?? 'nodejs22.x',
          Handler: handler ?? 'index.handler',
          ...(Object.keys(environment).length === 0
            ? {}
            : { Environment: { Variables: environment } }),
        },
        { name, region },
      ),
      code: codeOf(''),
      revision: '00000000-0000-4000-8000-000000000000',
      modifiedAt: clockStart,
      status: 'Active',
    },
    published: [],
    lastVersion: 0,
    aliases: undefined,
    concurrency,
    provisioned: {},
    asynchronous: {
      [unpublished]: {
        retries: declared.retries,
        maximumAge: undefined,
        onSuccess: queueArn(declared.onSuccess),
        onFailure: queueArn(declared.onFailure),
        modifiedAt: clockStart,
      },
    },
    policies: {},
    tags: {},
  };
}
