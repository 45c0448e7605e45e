/** A distributed Map's reading of items and writing of results, in the simulated buckets. */
import type { Outcome, ReadItemsEffect, WriteResultsEffect } from '@stepthrough/interpreter';
import { hasBucket, objectsOf, objectText } from '@stepthrough/services';
import type { World, Execution } from '../world/world.ts';
import { receiveCall } from './calls.ts';
import { schedule } from '../world/schedule.ts';
import { uuidOf } from '../world/identity.ts';
import type { Setting } from '../world/setting.ts';
import { itemsOf, textIn, type Files } from './item-files.ts';

export function readItems(
  world: World,
  setting: Setting,
  execution: Execution,
  effect: ReadItemsEffect,
): World {
  const mocked = setting.scenario.answers.find(
    ({ match }) =>
      match.state !== undefined &&
      [match.state].flat().includes(`${effect.origin.state}.ItemReader`),
  );
  const outcome: Outcome =
    mocked?.return !== undefined
      ? { ok: true, value: mocked.return }
      : itemsOf(filesOf(world), effect);
  return schedule(world, world.now, {
    kind: 'deliver',
    execution: execution.number,
    event: { type: 'itemsRead', id: effect.id, outcome },
  });
}

export function writeResults(
  world: World,
  setting: Setting,
  execution: Execution,
  effect: WriteResultsEffect,
): World {
  const bucket = textIn(effect.parameters, 'Bucket');
  const prefix = textIn(effect.parameters, 'Prefix');
  const run = effect.mapRunArn.split(':').at(-1) ?? uuidOf(setting.seed, 'mapRun', world.sequence);
  const folder = `${prefix === '' ? '' : `${prefix}/`}${run}`;
  const key = `${folder}/SUCCEEDED_0.json`;
  if (!hasBucket(world.services.s3, bucket)) {
    const outcome = {
      ok: false,
      error: 'States.ResultWriterFailed',
      cause: `The bucket "${bucket}" does not exist; declare it in "resources.buckets".`,
    } as const;
    return schedule(world, world.now, {
      kind: 'deliver',
      execution: execution.number,
      event: { type: 'resultsWritten', id: effect.id, outcome },
    });
  }
  const body = JSON.stringify(effect.results);
  const call = { service: 's3', signal: { kind: 'write', bucket, key, body } } as const;
  const written = receiveCall(world, setting, call, undefined);
  const value = {
    MapRunArn: effect.mapRunArn,
    ResultWriterDetails: { Bucket: bucket, Key: `${folder}/manifest.json` },
  };
  return schedule(written, world.now, {
    kind: 'deliver',
    execution: execution.number,
    event: { type: 'resultsWritten', id: effect.id, outcome: { ok: true, value } },
  });
}

function filesOf({ services: { s3 } }: World): Files {
  return {
    hasBucket: (bucket) => hasBucket(s3, bucket),
    read: (bucket, key) => objectText(s3, bucket, key),
    list: (bucket, prefix) =>
      objectsOf(s3, bucket, prefix).map(({ key, etag, size, modifiedAt, storageClass }) => ({
        // An entity tag has its quotes.
        Etag: `"${etag}"`,
        Key: key,
        LastModified: Math.floor(modifiedAt / 1000),
        Size: size,
        StorageClass: storageClass,
      })),
  };
}
