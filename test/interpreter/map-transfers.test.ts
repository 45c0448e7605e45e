/** What Map Runs read their items with, write their results with, and batch their items by. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '@stepthrough/interpreter';
import type { Json, JsonObject } from '@stepthrough/json';
import { bad, brief, effectsOf, run, type Ran } from './map-run.ts';

const reader = {
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType: 'JSON', MaxItems: 5 },
  Parameters: { 'Bucket.$': '$.b', Key: 'k' },
};
const writer = {
  Resource: 'arn:aws:states:::s3:putObject',
  WriterConfig: { OutputType: 'JSONL' },
  Parameters: { Bucket: 'out' },
};

describe('a reader', () => {
  it.each<[config: JsonObject, MaxItems: number | undefined]>([
    [{ InputType: 'CSV' }, undefined],
    [{ InputType: 'CSV', MaxItems: 0 }, 0],
    [{ InputType: 'CSV', MaxItems: 5 }, 5],
    [{ InputType: 'CSV', MaxItemsPath: '$.n' }, 3],
    [{ InputType: 'CSV', MaxItemsPath: '$.text' }, 4],
  ])('with the config %j is asked for %s items', (ReaderConfig, MaxItems) => {
    const ran = run({ ItemReader: { ...reader, ReaderConfig } }, { b: 'in', n: 3, text: '4' });
    expect(effectsOf(ran, 'readItems')).toMatchObject([
      {
        resource: reader.Resource,
        parameters: { Bucket: 'in', Key: 'k' },
        origin: { thread: 'main', state: 'M', visit: 0, attempt: 0 },
      },
    ]);
    const [effect] = effectsOf(ran, 'readItems');
    expect(effect?.readerConfig).toEqual({
      InputType: 'CSV',
      ...(MaxItems !== undefined && { MaxItems }),
    });
  });

  it.each<[config: JsonObject, error: string, cause: string]>([
    [{ MaxItems: -1 }, 'States.ItemReaderFailed', 'field MaxItems must be positive'],
    [{ MaxItems: 1.5 }, 'States.ItemReaderFailed', 'field MaxItems must be positive'],
    [
      { MaxItemsPath: '$.no' },
      'States.Runtime',
      "Invalid path '$.no' : No results for path: $['no']",
    ],
    [
      { MaxItemsPath: '$.x' },
      'States.Runtime',
      'The MaxItemsPath field refers to value "x" which is not a valid integer: $.x',
    ],
  ])('S73 with %j fails', (ReaderConfig, error, cause) => {
    const ran = run({ ItemReader: { ...reader, ReaderConfig } }, { b: 'in', x: 'x' });
    expect(ran.last.error).toBe(error);
    expect(ran.last.cause?.endsWith(cause)).toBe(true);
    const begun = ['2>3 MapStateStarted', '3>4 MapRunStarted', '4>5 MapRunFailed'];
    expect(brief(ran)).toEqual(
      error === 'States.Runtime'
        ? ['2>3 MapStateStarted', '3>4 ExecutionFailed']
        : [...begun, '5>6 MapStateFailed', '6>7 ExecutionFailed'],
    );
  });

  it.each<[read: Outcome, error: string, cause: string]>([
    [bad, 'E', 'why'],
    [
      { ok: true, value: 7 },
      'States.ItemReaderFailed',
      'Attempting to map over non-iterable node.',
    ],
    [
      { ok: true, value: null },
      'States.ItemReaderFailed',
      'Attempting to map over non-iterable node.',
    ],
  ])('that gives %j fails the Map Run with %s', (read, error, cause) => {
    const ran = run({ ItemReader: reader }, { b: 'in' }, { read });
    expect([ran.last.error, ran.last.cause]).toEqual([error, cause]);
    expect(brief(ran)).toEqual([
      ...['2>3 MapStateStarted', '3>4 MapRunStarted', '4>5 MapRunFailed'],
      ...['5>6 MapStateFailed', '6>7 ExecutionFailed'],
    ]);
    expect(ran.history[2]?.details).toEqual({ length: 0 });
    expect(ran.history[4]?.details).toEqual({ error, cause });
  });

  it.each<[parameters: JsonObject, source: string]>([
    [{ Bucket: 'b', Key: 'k' }, 'S3://b/k'],
    [{ Bucket: 'b', Prefix: 'p' }, 'S3://b'],
    [{ Bucket: 7 }, 'S3://'],
  ])('of %j is the source %s of each item', (Parameters, source) => {
    const read = { ok: true, value: { one: 1, two: 2 } } as const;
    const ran = run({ ItemReader: { ...reader, Parameters } }, {}, { read });
    expect(effectsOf(ran, 'startChild').map(({ map, input }) => [map, input])).toEqual([
      [{ Item: { Index: 0, Key: 'one', Value: 1, Source: source } }, { Key: 'one', Value: 1 }],
      [{ Item: { Index: 1, Key: 'two', Value: 2, Source: source } }, { Key: 'two', Value: 2 }],
    ]);
  });
});

describe('a writer', () => {
  it('is given the results, and gives the result of the state', () => {
    const write = { ok: true, value: { there: 1 } } as const;
    const ran = run({ ResultWriter: writer }, [1, 2], { write });
    const [child] = effectsOf(ran, 'startChild');
    expect(effectsOf(ran, 'writeResults')).toEqual([
      {
        ...{ kind: 'writeResults', id: expect.any(Number) as unknown },
        origin: child?.origin,
        ...{ resource: writer.Resource, parameters: { Bucket: 'out' } },
        ...{ writerConfig: { OutputType: 'JSONL' }, mapRunArn: child?.mapRunArn, results: [1, 2] },
      },
    ]);
    expect(ran.last.output).toEqual({ there: 1 });
  });

  it('that fails fails the Map Run, and so does one without an object of parameters', () => {
    const failed = run({ ResultWriter: writer }, [1], { write: bad });
    expect([failed.last.error, failed.last.cause]).toEqual(['E', 'why']);
    const { last } = run({ ResultWriter: { ...writer, Parameters: [] } }, [1]);
    expect([last.error, last.cause]).toEqual([
      'States.ResultWriterFailed',
      'The field ResultWriter/Parameters must be an object, not []',
    ]);
  });

  it.each<[config: JsonObject, output: Json]>([
    [{ Transformation: 'FLATTEN' }, [1, 2, 3]],
    [{ Transformation: 'COMPACT' }, [[1, 2], 3]],
    [{ Transformation: 'NONE' }, [[1, 2], 3]],
    [{}, [[1, 2], 3]],
  ])('S42 without a resource only transforms: %j', (WriterConfig, output) => {
    const ran = run({ ResultWriter: { WriterConfig } }, [[1, 2], 3]);
    expect(ran.last.output).toEqual(output);
    expect(effectsOf(ran, 'writeResults')).toEqual([]);
  });
});

describe('S41 a batcher', () => {
  const inputs = (ran: Ran) => effectsOf(ran, 'startChild').map(({ input }) => input);

  it.each<[batcher: JsonObject, batches: readonly Json[]]>([
    [{ MaxItemsPerBatch: 2 }, [{ Items: ['a', 'b'] }, { Items: ['c'] }]],
    // `{"Items":["a"]}` has 15 bytes; an item and its comma 4 more.
    [{ MaxInputBytesPerBatch: 18 }, [{ Items: ['a'] }, { Items: ['b'] }, { Items: ['c'] }]],
    [{ MaxInputBytesPerBatch: 20 }, [{ Items: ['a', 'b'] }, { Items: ['c'] }]],
    [{ MaxInputBytesPerBatch: 100 }, [{ Items: ['a', 'b', 'c'] }]],
    [
      { MaxItemsPerBatchPath: '$.n', MaxInputBytesPerBatchPath: '$.bytes' },
      [{ Items: ['a', 'b'] }, { Items: ['c'] }],
    ],
    [
      { MaxItemsPerBatch: 3, BatchInput: { 'n.$': '$.n' } },
      [{ BatchInput: { n: 2 }, Items: ['a', 'b', 'c'] }],
    ],
  ])('%j makes %j', (ItemBatcher, batches) => {
    const input = { items: ['a', 'b', 'c'], n: 2, bytes: 1000 };
    expect(inputs(run({ ItemsPath: '$.items', ItemBatcher }, input))).toEqual(batches);
  });

  it('is evaluated in JSONata too', () => {
    const ran = run({ QueryLanguage: 'JSONata', ItemBatcher: { MaxItemsPerBatch: 2 } }, [1, 2, 3]);
    expect(inputs(ran)).toEqual([{ Items: [1, 2] }, { Items: [3] }]);
  });
});
