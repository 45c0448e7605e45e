/** What S3 buckets must hold at the end. */
import { equals, isObject, parsed, type Json } from '@stepthrough/json';
import type { Expectation } from '@stepthrough/scenario';
import { bucketNames, hasBucket, objectsOf, objectText } from '@stepthrough/services';
import type { Simulation } from '../simulation.ts';
import { countProblem, difference, listed, short, type Mismatch } from './expected-values.ts';

type Expected = Expectation['buckets'][string];
type ExpectedObject = Expected['objects'][number];

interface FoundObject {
  readonly key: string;
  readonly text: string;
}

/** Of each bucket: how many objects, which keys, and objects by key and body. */
export function checkBuckets(
  { world }: Simulation,
  buckets: Expectation['buckets'],
  at: readonly string[],
): Mismatch[] {
  const { s3 } = world.services;
  return Object.entries(buckets).flatMap(([name, expected]) => {
    const place = [...at, name];
    if (!hasBucket(s3, name)) {
      const known = listed(bucketNames(s3), 'none');
      return [{ at: place, message: `There is no bucket "${name}"; there is ${known}.` }];
    }
    const objects = objectsOf(s3, name, '').map(({ key }) => ({
      key,
      text: objectText(s3, name, key) ?? '',
    }));
    return [
      ...checkCount(name, objects, expected, place),
      ...expected.objects.flatMap((object, index) =>
        checkObject(name, objects, object, [...place, 'objects', String(index)]),
      ),
    ];
  });
}

function checkCount(
  name: string,
  objects: readonly FoundObject[],
  { count, keys }: Expected,
  at: readonly string[],
): Mismatch[] {
  const problem =
    count === undefined ? undefined : countProblem(count, objects.length, `objects in ${name}`);
  const found = objects.map(({ key }) => key);
  const areKeys = keys === undefined || equals([...keys].sort(), [...found].sort());
  return [
    ...(problem === undefined
      ? []
      : [{ at: [...at, 'count'], message: `${problem} ${heldKeys(objects)}` }]),
    ...(areKeys
      ? []
      : [
          {
            at: [...at, 'keys'],
            message: `keys in ${name}: expected ${listed(keys, 'none')}. ${heldKeys(objects)}`,
          },
        ]),
  ];
}

function checkObject(
  name: string,
  objects: readonly FoundObject[],
  { key, prefix, body, count }: ExpectedObject,
  at: readonly string[],
): Mismatch[] {
  const named = objects.filter(
    (object) => (key === undefined || object.key === key) && object.key.startsWith(prefix ?? ''),
  );
  const fitting = named.filter(({ text }) => body === undefined || fits(body, text));
  const what = [
    `objects in ${name}`,
    ...(key === undefined ? [] : [`with the key "${key}"`]),
    ...(prefix === undefined ? [] : [`whose keys begin with "${prefix}"`]),
    ...(body === undefined ? [] : [`that fit ${short(body)}`]),
  ];
  const problem = countProblem(count, fitting.length, what.join(' '));
  if (problem === undefined) return [];
  if (named.length === 0) return [{ at, message: `${problem} ${heldKeys(objects)}` }];
  const shown = (fitting.length > 0 ? fitting : named).map(
    (object) => `"${object.key}" with ${short(parsed(object.text))}`,
  );
  return [{ at, message: `${problem} Found: ${listed(shown, 'no object')}.` }];
}

/** An object is a pattern on the body's JSON; anything else is the body's JSON, or its text. */
function fits(body: Json, text: string): boolean {
  if (!isObject(body) && body === text) return true;
  return difference(body, parsed(text)) === undefined;
}

function heldKeys(objects: readonly FoundObject[]): string {
  return `Found: ${listed(
    objects.map(({ key }) => `"${key}"`),
    'no object',
  )}.`;
}
