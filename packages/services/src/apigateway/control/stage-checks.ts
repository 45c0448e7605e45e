/** What AWS refuses of a stage's access log and of the caches of its methods. */
import type { Refusal } from '../../contract/outcome.ts';
import type { StageSettings } from '../rest-api.ts';
import { badRequest } from './refusals.ts';

/** An hour, in seconds. */
const longestTtl = 3600;

const streamPrefix = 'amazon-apigateway-';

export function logProblem({
  format = '',
  destinationArn = '',
}: StageSettings['accessLogSettings'] = {}): Refusal | undefined {
  if (format !== '' && !/\$context\.(?:requestId|extendedRequestId)\b/.test(format)) {
    return badRequest(
      `Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`,
    );
  }
  if (destinationArn === '') return undefined;
  const [, stream] =
    /^arn:[^:]+:firehose:[^:]*:\d*:(deliverystream\/.+)$/.exec(destinationArn) ?? [];
  if (stream === undefined && !/^arn:[^:]+:logs:[^:]*:\d*:log-group:.+$/.test(destinationArn)) {
    return badRequest(
      'Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN.',
    );
  }
  return stream === undefined || stream.startsWith(`deliverystream/${streamPrefix}`)
    ? undefined
    : badRequest(
        `Kinesis Firehose delivery stream name must begin with the characters '${streamPrefix}': '${stream}'`,
      );
}

export function cachesProblem(settings: StageSettings['methodSettings']): Refusal | undefined {
  const isLong = Object.values(settings).some(
    ({ cacheTtlInSeconds }) => cacheTtlInSeconds > longestTtl,
  );
  return isLong
    ? badRequest(`Invalid time-to-live setting, must be an integer no greater than ${longestTtl}`)
    : undefined;
}
