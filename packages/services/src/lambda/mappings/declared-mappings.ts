/** Event sources that a scenario declares: as CreateEventSourceMapping makes them, and enabled from the beginning. */
import type { EventSource } from '@stepthrough/scenario';
import { declaredStreamArn } from '../../contract/declared-stream.ts';
import { joined } from '../../contract/joined.ts';
import type { Context, Result, ServiceEffect } from '../../contract/service.ts';
import { initialSource } from '../../sources/batching.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { poll, toSelf, withMapping } from './event-sources.ts';
import { defaultSettings, type Mapping, type Source } from '../model/mapping.ts';

type Progress = Result<LambdaState, WakeKey>;

export function beginSources(state: LambdaState, context: Context): Progress {
  const { functions } = context.setting.scenario.resources;
  const mappings = Object.entries(functions).flatMap(([name, { events }]) =>
    events.map((source, index) => declaredMapping(name, index, source, context)),
  );
  return mappings.reduce<Progress>(
    (progress, mapping) => joined(progress, begin(mapping, progress.state)),
    { state },
  );
}

function begin(mapping: Mapping, before: LambdaState): Progress {
  const { source, uuid } = mapping;
  const state = withMapping(before, mapping);
  if (source.kind === 'queue') return poll(uuid, state);
  const signal = { kind: 'readStream', stream: source.arn, isFromBeginning: false } as const;
  const replyTo = toSelf({ step: 'opened', mapping: uuid });
  const effect: ServiceEffect<never> = {
    do: 'call',
    call: { service: 'dynamodb', signal },
    replyTo,
  };
  return { state, effects: [effect] };
}

function declaredMapping(
  name: string,
  index: number,
  declared: EventSource,
  context: Context,
): Mapping {
  const { region, account } = context;
  const { queue, table = '', filter, onFailure } = declared;
  const source: Source =
    queue === undefined
      ? { kind: 'stream', table, arn: declaredStreamArn(table, context.setting), shard: '' }
      : { kind: 'queue', name: queue, arn: `arn:aws:sqs:${region}:${account}:${queue}` };
  const defaults = defaultSettings(source.kind);
  return {
    uuid: context.uuid(`mapping ${name} ${index}`),
    source,
    function: name,
    qualifier: undefined,
    startingPosition: source.kind === 'stream' ? 'LATEST' : undefined,
    settings: {
      ...defaults,
      batchSize: declared.batchSize ?? defaults.batchSize,
      window: declared.batchWindow / 1000,
      filters: filter.map((pattern) => JSON.stringify(pattern)),
      reportsFailures: declared.reportBatchItemFailures,
      maximumConcurrency: declared.maximumConcurrency,
      retries: declared.retries ?? -1,
      maximumAge: declared.maximumAge === undefined ? -1 : declared.maximumAge / 1000,
      bisects: declared.bisect,
      onFailure:
        onFailure === undefined ? undefined : `arn:aws:sqs:${region}:${account}:${onFailure}`,
    },
    patterns: filter,
    tags: {},
    state: 'Enabled',
    isEnabled: true,
    lastResult: 'No records processed',
    modifiedAt: context.now,
    lanes: [initialSource],
  };
}
