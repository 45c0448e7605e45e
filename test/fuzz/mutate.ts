/** Definitions with a few things wrong in them. */
import type { Json } from '@stepthrough/asl';
import { fieldsOfAll, partFields, scopeFields, stateFields } from '@stepthrough/catalog';
import type { Random } from './random.ts';

type Fields = { [name: string]: Json };

/** A definition's text after one to four mutations of the kinds below. */
export function mutatedText(definition: Json, random: Random): string {
  let mutated = definition;
  for (let count = 1 + Math.floor(random.next() ** 2 * 4); count > 0; count -= 1) {
    mutated = mutate(mutated, random);
  }
  // JSON.stringify writes no number that is too large for a double.
  return JSON.stringify(mutated).replaceAll(`"${tooLargeNumber}"`, '1e999');
}

const tooLargeNumber = '(too large)';

function mutate(definition: Json, random: Random): Json {
  const copy = structuredClone(definition);
  const places = placesIn(copy);
  if (places.length === 0) return oddValue(random);
  random.pick(mutations)(random.pick(places), random, copy);
  return copy;
}

/** A member of an object or an item of a list. */
interface Place {
  readonly holder: Fields | Json[];
  readonly key: string;
}

function placesIn(value: Json): readonly Place[] {
  const places: Place[] = [];
  const work: Json[] = [value];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    const holder = at as Fields | Json[];
    for (const [key, inner] of Object.entries(holder)) {
      places.push({ holder, key });
      work.push(inner);
    }
  }
  return places;
}

type Mutation = (place: Place, random: Random, definition: Json) => void;

const remove: Mutation = ({ holder, key }) => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
};

const duplicate: Mutation = ({ holder, key }) => {
  const value = structuredClone(get(holder, key));
  if (Array.isArray(holder)) holder.push(value);
  else put(holder, `${key}2`, value);
};

const rename: Mutation = ({ holder, key }, random) => {
  if (Array.isArray(holder)) return;
  const value = get(holder, key);
  Reflect.deleteProperty(holder, key);
  put(holder, random.chance(0.7) ? random.pick(fieldNames) : random.pick(oddNames), value);
};

const retype: Mutation = ({ holder, key }, random) => put(holder, key, oddValue(random));

const add: Mutation = ({ holder }, random) => {
  if (Array.isArray(holder)) holder.push(oddValue(random));
  else put(holder, random.pick(fieldNames), oddValue(random));
};

/** Mostly exchanges the targets of transitions, since most texts of a definition are such. */
const swapTexts: Mutation = (_place, random, definition) => {
  const targets = placesIn(definition).filter(({ holder, key }) => {
    const value = get(holder, key);
    return typeof value === 'string' && (transitionFields.has(key) || random.chance(0.1));
  });
  if (targets.length === 0) return;
  const [one, other] = [random.pick(targets), random.pick(targets)];
  const value = get(one.holder, one.key);
  put(one.holder, one.key, get(other.holder, other.key));
  put(other.holder, other.key, value);
};

/** Puts a part of the definition where another part is. */
const transplant: Mutation = ({ holder, key }, random, definition) => {
  const from = random.pick(placesIn(definition));
  put(holder, key, structuredClone(get(from.holder, from.key)));
};

const mutations: readonly Mutation[] = [
  remove,
  duplicate,
  rename,
  retype,
  retype,
  add,
  swapTexts,
  swapTexts,
  transplant,
];

function get(holder: Place['holder'], key: string): Json {
  return Array.isArray(holder) ? (holder[Number(key)] ?? null) : (holder[key] ?? null);
}

/** As an own member, whatever its name. */
function put(holder: Place['holder'], key: string, value: Json): void {
  Object.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

const transitionFields: ReadonlySet<string> = new Set(['Next', 'Default', 'StartAt']);

/** A JSON value of any type, with those at the edges of what fields allow. */
export function oddValue(random: Random): Json {
  const value = random.pick(oddValues);
  return typeof value === 'object' ? structuredClone(value) : value;
}

const oddValues: readonly Json[] = [
  ...[null, true, false, '', [], {}, [null], [[]], { a: null }],
  ...[0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e300, -1e300, tooLargeNumber],
  ...['0', '5', '-1', 'abc', '$', '$$', '$.a', '$.a[*]', '$.a[?(@.b)]', '$..a', '$[0]', '$x', '$.'],
  ...['$$.Execution.Input', '$$.Map.Item.Value', "$['a']", '2026-01-01T00:00:00Z', '${Name}'],
  ...["States.Format('{}', $.a)", 'States.UUID()', 'States.Array(', 'States.ALL', 'States.Timeout'],
  ...['{% $states.input %}', '{% $states.result %}', '{% $nothing %}', '{% 1 + %}', '{% [1..5] %}'],
  ...['{% -1 %}', '{% "x" %}', '{% {"a": 1} %}', '{% $error("E") %}', '{% $x := 1 %}', '{%%}'],
  ...['JSONata', 'JSONPath', 'DISTRIBUTED', 'INLINE', 'EXPRESS', 'FULL', 'NONE'],
  ...['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map', 'pass'],
  ...['arn:aws:states:::s3:getObject', 'arn:aws:states:::sqs:sendMessage.waitForTaskToken'],
  ...['arn:aws:states:us-east-1:111111111111:activity:a', 'arn:aws:states:::lambda:invoke', 'arn:'],
  { 'a.$': '$.a', 'b.$': 'States.JsonToString($)' },
  { 'a.$': 5 },
  { a: '{% $states.input %}' },
  [{ ErrorEquals: ['States.ALL'], Next: 'A', ResultPath: '$.a.b' }],
  [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 0, MaxAttempts: 1e9, BackoffRate: 0 }],
  [{ ErrorEquals: 'States.ALL' }, 7],
  { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
  { StartAt: 'B', States: { A: { Type: 'Pass', End: true } } },
  { StartAt: 1, States: {} },
  { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
  { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'A', States: { A: { Type: 'Succeed' } } },
  { Resource: 'arn:aws:states:::s3:getObject', Parameters: null, ReaderConfig: { MaxItems: -1 } },
  { Resource: 'arn:aws:states:::s3:listObjectsV2', Arguments: '{% 5 %}', ReaderConfig: 5 },
  { WriterConfig: { Transformation: 'FLATTEN' } },
  { MaxItemsPerBatch: 0, BatchInput: '$.a' },
  { Variable: '$.a', NumericEquals: 'x', Next: 'A' },
  { And: [5, {}], Next: 'A' },
  { Not: [], Or: 'x' },
];

/** Names of fields, so that a renamed or added one means something. */
const fieldNames: readonly string[] = [
  ...fieldsOfAll({ ...stateFields, ...scopeFields, ...partFields }).keys(),
  ...['IsPresent', 'NumericEquals', 'StringMatches', 'StringEqualsPath', 'TimestampLessThan'],
  ...['Bucket', 'Key'],
];

const oddNames: readonly string[] = [
  '',
  'a.$',
  '.$',
  '$',
  '__proto__',
  'constructor',
  'x'.repeat(99),
];
