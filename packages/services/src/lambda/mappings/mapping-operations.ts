/** Event source mappings are made, shown, listed, changed and deleted. */
import { get, set, values } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { map, number, operation, text } from '../../contract/request-form.ts';
import type { Infer } from '@stepthrough/scenario';
import { failure } from '../../contract/outcome.ts';
import { resourceName } from '../../contract/resource-name.ts';
import type { Context, Operation, Result } from '../../contract/service.ts';
import { initialSource } from '../../sources/batching.ts';
import { readReference, referred, resolved } from '../functions/reference.ts';
import { tagProblem } from '../functions/tags.ts';
import { isElsewhere } from '../model/arn-region.ts';
import { pageOf } from '../model/paging.ts';
import {
  constraintProblem,
  invalid,
  missing,
  notSimulated,
  oneOf,
  required,
  unsimulated,
} from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { checkSource } from './checked-source.ts';
import { stopReading } from './event-sources.ts';
import {
  concurrencyProblem,
  mappingForm,
  patternsOf,
  rangeProblem,
  settingsAfter,
} from './mapping-settings.ts';
import { twin } from './twin.ts';
import { shown, type Mapping, type Source } from '../model/mapping.ts';

type Progress = Result<LambdaState, WakeKey>;

const createForm = {
  EventSourceArn: text,
  FunctionName: text,
  StartingPosition: text,
  StartingPositionTimestamp: { is: 'json' },
  Topics: { is: 'json' },
  Queues: { is: 'json' },
  SelfManagedEventSource: { is: 'json' },
  Tags: map(text),
  ...mappingForm,
} as const;

type Request = Infer<{ readonly is: 'object'; readonly fields: typeof createForm }>;

export const mappingOperations: { readonly [name: string]: Operation<LambdaState, WakeKey> } = {
  CreateEventSourceMapping: operation(createForm, (request, state: LambdaState, context) => {
    const mapping = newMapping(request, state, context);
    return isRefusal(mapping)
      ? { state, outcome: mapping }
      : checkSource({ mapping, isNew: true }, state, context);
  }),

  GetEventSourceMapping: operation({ UUID: text }, ({ UUID }, state: LambdaState, context) => {
    const found = mappingOf(state, UUID);
    return { state, outcome: isRefusal(found) ? found : success(shown(found, context)) };
  }),

  ListEventSourceMappings: operation(
    { EventSourceArn: text, FunctionName: text, Marker: text, MaxItems: number },
    ({ EventSourceArn: arn, FunctionName: name, ...paging }, state: LambdaState, context) => {
      const found = name === undefined ? undefined : referred(state, name, undefined, context);
      if (found && isRefusal(found)) return { state, outcome: found };
      const all = values(state.mappings).filter(
        (mapping) =>
          (arn === undefined || mapping.source.arn === arn) &&
          (found === undefined ||
            (mapping.function === found.function.name && mapping.qualifier === found.qualifier)),
      );
      const items = all.map((mapping) => shown(mapping, context));
      return { state, outcome: pageOf('EventSourceMappings', items, paging, 10_000, 100) };
    },
  ),

  UpdateEventSourceMapping: operation(
    { UUID: text, FunctionName: text, ...mappingForm },
    (request, state: LambdaState, context) => {
      const found = rangeProblem(request) ?? mappingOf(state, request.UUID);
      if (isRefusal(found)) return { state, outcome: found };
      if (found.state !== 'Enabled' && found.state !== 'Disabled') {
        return { state, outcome: inUse(found) };
      }
      const { FunctionName: name } = request;
      const target = name === undefined ? undefined : referred(state, name, undefined, context);
      if (target && isRefusal(target)) return { state, outcome: target };
      const { source, settings: before } = found;
      const settings = settingsAfter('UpdateEventSourceMapping', request, source, before);
      if (isRefusal(settings)) return { state, outcome: settings };
      const goal = target ? target.function : get(state.functions, found.function);
      const crowded = goal && concurrencyProblem(request, goal);
      if (crowded) return { state, outcome: crowded };
      const { Enabled: isEnabled = found.isEnabled } = request;
      const toggled = isEnabled ? 'Enabling' : 'Disabling';
      const mapping: Mapping = {
        ...found,
        function: target ? target.function.name : found.function,
        qualifier: target ? target.qualifier : found.qualifier,
        settings,
        patterns: patternsOf(settings.filters),
        isEnabled,
        state: isEnabled === found.isEnabled ? 'Updating' : toggled,
        modifiedAt: context.now,
      };
      return checkSource({ mapping, isNew: false }, state, context);
    },
  ),

  DeleteEventSourceMapping: operation({ UUID: text }, ({ UUID }, state: LambdaState, context) => {
    const found = mappingOf(state, UUID);
    if (isRefusal(found)) return { state, outcome: found };
    if (found.state === 'Deleting') return { state, outcome: inUse(found) };
    const mapping: Mapping = { ...found, state: 'Deleting', isEnabled: false };
    const mappings = set(state.mappings, found.uuid, mapping);
    return {
      ...deletion(mapping, { ...state, mappings }, context),
      outcome: success(shown(mapping, context), 202),
    };
  }),
};

function deletion(mapping: Mapping, state: LambdaState, { now }: Context): Progress {
  const key = { step: 'settled', mapping: mapping.uuid } as const;
  return { state, effects: [...stopReading(mapping), { do: 'wake', key, at: now }] };
}

function mappingOf(state: LambdaState, uuid: string | undefined): Mapping | Refusal {
  const problem = constraintProblem([required('uUID', uuid)]);
  return (
    problem ??
    get(state.mappings, uuid ?? '') ??
    missing('The resource you requested does not exist.')
  );
}

function inUse({ uuid }: Mapping): Refusal {
  return failure(
    'ResourceInUseException',
    `Cannot update the event source mapping because it is in use: ${uuid}`,
  );
}

function newMapping(request: Request, state: LambdaState, context: Context): Mapping | Refusal {
  const { FunctionName, EventSourceArn: arn, Tags = {}, Enabled: isEnabled = true } = request;
  const { Topics, Queues, SelfManagedEventSource } = request;
  const problem =
    rangeProblem(request) ??
    constraintProblem([
      required('functionName', FunctionName),
      oneOf('startingPosition', request.StartingPosition, [
        'TRIM_HORIZON',
        'LATEST',
        'AT_TIMESTAMP',
      ]),
    ]) ??
    unsimulated('CreateEventSourceMapping', { SelfManagedEventSource, Topics, Queues }) ??
    tagProblem(Tags);
  if (problem) return problem;
  const source = sourceOf(arn);
  if (isRefusal(source)) return source;
  if (isElsewhere(source.arn, context.region)) {
    return invalid(`Event source region must match Lambda region ${context.region}`);
  }
  const reference = readReference(FunctionName);
  if (isRefusal(reference)) return reference;
  if (!get(state.functions, reference.name)) return invalid('Function does not exist');
  const found = resolved(state, reference, context);
  if (isRefusal(found)) return found;
  const startingPosition = positionOf(request, source);
  if (typeof startingPosition === 'object') return startingPosition;
  const settings = settingsAfter('CreateEventSourceMapping', request, source, undefined);
  if (isRefusal(settings)) return settings;
  const crowded = concurrencyProblem(request, found.function);
  if (crowded) return crowded;
  const mapping: Mapping = {
    uuid: context.uuid('mapping'),
    source,
    function: found.function.name,
    qualifier: found.qualifier,
    startingPosition,
    settings,
    patterns: patternsOf(settings.filters),
    tags: Tags,
    state: 'Creating',
    isEnabled,
    lastResult: 'No records processed',
    modifiedAt: context.now,
    lanes: Array.from({ length: settings.parallelization }, () => initialSource),
  };
  return twin(mapping, state) ?? mapping;
}

/** What an ARN names, of the kinds that are read here. */
function sourceOf(arn = ''): Source | Refusal {
  const [, service = '', name = ''] = /^arn:[^:]+:([\w-]+):[^:]*:[^:]*:(.+)$/.exec(arn) ?? [];
  if (service === 'sqs') return { kind: 'queue', name: resourceName(arn), arn };
  const [, table] = /^table\/([^/]+)\/stream\/[^/]+$/.exec(name) ?? [];
  if (service === 'dynamodb' && table !== undefined) {
    return { kind: 'stream', table, arn, shard: '' };
  }
  return ['kinesis', 'kafka', 'mq', 'rds'].includes(service)
    ? notSimulated(`an event source of ${service}`)
    : invalid(
        arn === ''
          ? 'Unrecognized event source.'
          : `Unrecognized event source. Unsupported source arn : ${arn}`,
      );
}

function positionOf(
  { StartingPosition: given, StartingPositionTimestamp = null }: Request,
  { kind, arn }: Source,
): 'TRIM_HORIZON' | 'LATEST' | undefined | Refusal {
  if (kind === 'queue') {
    if (given !== undefined) {
      return invalid('StartingPosition is not valid for SQS event sources.');
    }
    return StartingPositionTimestamp === null
      ? undefined
      : invalid('Timestamp is not valid for SQS event sources.');
  }
  if (given === 'TRIM_HORIZON' || given === 'LATEST') {
    return StartingPositionTimestamp === null
      ? given
      : invalid('Timestamp only valid with StartingPosition AT_TIMESTAMP');
  }
  return given === undefined
    ? invalid(
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      )
    : invalid(`Unsupported starting position for arn type: ${arn}`);
}
