import { isIntegration, readResource } from '@stepthrough/asl';
import { capitalised, type AwsError, type Outcome } from '@stepthrough/services';
import { uuidOf } from '../world/identity.ts';
import type { Setting } from '../world/setting.ts';
import type { OutstandingTask, TaskAnswer, World } from '../world/world.ts';
import { optimizedIntegration, type Asked } from './asked-services.ts';

/** An AWS error as the Task's failure: its name and cause are spelled as the integration spells them. */
export function failureAnswer(
  task: OutstandingTask,
  outcome: Outcome,
  setting: Setting,
  world: World,
): TaskAnswer {
  const error = outcome.ok ? { code: 'Failure', message: '', status: 400 } : outcome.error;
  const asked = askedBy(task.resource);
  if (!asked) return { kind: 'failed', error: error.code, cause: error.message };
  const requestId = uuidOf(setting.seed, 'request', world.sequence);
  const prefix = setting.catalog.errorPrefix(asked.integration) ?? capitalised(asked.service);
  return asked.kind === 'sdk'
    ? sdkFailure(prefix, error, requestId)
    : optimizedFailure(asked, prefix, error, requestId);
}

/** A function that is named by its ARN fails as one that `lambda:invoke` asks. */
function askedBy(text: string): Asked | undefined {
  const resource = readResource(text);
  if (isIntegration(resource)) return resource;
  return resource.kind === 'function'
    ? { kind: 'optimized', service: 'lambda', action: 'invoke', integration: 'lambda:invoke' }
    : undefined;
}

function sdkFailure(prefix: string, error: AwsError, requestId: string): TaskAnswer {
  const { code, message, status } = error;
  const name = /(Exception|Error|Fault)$/.test(code) ? code : `${code}Exception`;
  const extended = prefix === 'S3' ? `, Extended Request ID: ${requestId}` : '';
  const cause = `${message} (Service: ${prefix}, Status Code: ${status}, Request ID: ${requestId}${extended})`;
  return { kind: 'failed', error: `${prefix}.${name}`, cause };
}

function optimizedFailure(
  asked: Asked,
  prefix: string,
  error: AwsError,
  requestId: string,
): TaskAnswer {
  const { code, message, status, queryCode } = error;
  const { exception, generalErrors, causeName, errorCode } = optimizedIntegration(asked)?.how ?? {};
  const bare = code.replace(/Exception$/, '');
  const isGeneral = generalErrors?.includes(bare) ?? exception !== undefined;
  const named = /(Exception|Error)$/.test(code) ? code : `${code}Exception`;
  const name = isGeneral ? (exception ?? named) : named;
  const cause =
    `${message} (Service: ${causeName ?? prefix}; Status Code: ${status}; ` +
    `Error Code: ${queryCode ?? errorCode?.(code) ?? code}; Request ID: ${requestId}; Proxy: null)`;
  return { kind: 'failed', error: `${prefix}.${name}`, cause };
}
