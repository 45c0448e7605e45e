/** The settings of stages: what a new one has, and what AWS refuses of them. */
import { values } from '@stepthrough/collections';
import { variableProblem } from '@stepthrough/scenario';
import type { Refusal } from '../../contract/outcome.ts';
import type { Context } from '../../contract/service.ts';
import { timeText } from '../../contract/time-text.ts';
import { badRequest, notFound, notSimulated } from '../control/refusals.ts';
import { tagsProblem } from '../control/tags.ts';
import type { Protocol, RoutedApi, StageSettings, Throttle } from '../routed-api.ts';

export function newStage(
  StageName: string,
  protocol: Protocol,
  { now }: Pick<Context, 'now'>,
): StageSettings {
  const CreatedDate = timeText(now);
  return {
    CreatedDate,
    DefaultRouteSettings:
      protocol === 'HTTP'
        ? { DetailedMetricsEnabled: false }
        : { DataTraceEnabled: false, DetailedMetricsEnabled: false, LoggingLevel: 'OFF' },
    LastUpdatedDate: CreatedDate,
    RouteSettings: {},
    StageName,
    StageVariables: {},
    Tags: {},
  };
}

export function stageProblem(api: RoutedApi, settings: StageSettings): Refusal | undefined {
  const { StageName, AccessLogSettings, DefaultRouteSettings, RouteSettings, Tags } = settings;
  const isHttp = api.settings.ProtocolType === 'HTTP';
  const isName = /^[\w-]{1,128}$/.test(StageName) || (isHttp && StageName === '$default');
  if (!isName) return badRequest('Stage name only allows a-zA-Z0-9_');
  const { Format } = AccessLogSettings ?? {};
  if (Format !== undefined && !/\$context\.(?:requestId|extendedRequestId)/.test(Format)) {
    return badRequest(
      `The following errors are found in Access Log Format: Access Log format must include either $context.requestId or $context.extendedRequestId : '${Format}'`,
    );
  }
  const keys = values(api.routes).map((route) => route.settings.RouteKey);
  const unknown = Object.keys(RouteSettings).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    return notFound(`Unable to find Route by key ${unknown} within the provided RouteSettings`);
  }
  for (const throttle of [DefaultRouteSettings, ...Object.values(RouteSettings)]) {
    const problem = throttleProblem(isHttp, throttle);
    if (problem) return problem;
  }
  return variablesProblem(settings) ?? tagsProblem(Tags);
}

const levels = ['ERROR', 'INFO', 'OFF'];

function throttleProblem(
  isHttp: boolean,
  { LoggingLevel, DataTraceEnabled, ThrottlingBurstLimit, ThrottlingRateLimit }: Throttle,
): Refusal | undefined {
  if (LoggingLevel !== undefined && !levels.includes(LoggingLevel)) {
    return badRequest(`Invalid logging level specified: ${LoggingLevel}`);
  }
  if (isHttp && (DataTraceEnabled === true || (LoggingLevel ?? 'OFF') !== 'OFF')) {
    return badRequest('Execution logs are not supported on protocolType HTTP');
  }
  const limits = [ThrottlingBurstLimit, ThrottlingRateLimit];
  return !isHttp && limits.some((limit) => limit !== undefined)
    ? notSimulated('Throttling of a WebSocket API')
    : undefined;
}

function variablesProblem({ StageVariables }: StageSettings): Refusal | undefined {
  for (const [name, value] of Object.entries(StageVariables)) {
    if (!/^\w+$/.test(name)) {
      return badRequest(
        `Invalid stage variable name: ${name}. Please use names with only word characters.`,
      );
    }
    if (variableProblem(value.replaceAll(' ', '')) !== undefined) {
      return badRequest(
        `Invalid stage variable value of key ${name}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
  return undefined;
}
