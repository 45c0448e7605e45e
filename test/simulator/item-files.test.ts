import { describe, expect, it } from 'vitest';
import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { itemsOf, runHeadless } from '@stepthrough/simulator';

const objects: { readonly [key: string]: string } = {
  'list.json': '[1,2,3]',
  'object.json': '{"data":{"a/b":[4,5]}}',
  'lines.jsonl': '{"n":1}\n\n{"n":2}\n',
  'rows.csv': 'name,age\nKim,7\nLee\n"a ""b"", c",9,10\n',
  'pipes.csv': 'Kim|7\n',
  'returns.csv': 'a,b\r1,"x\ry"\r2,\r',
  'both.csv': 'a,b\r\n1,2\r\n\r\n3,4',
  'marked.csv': '\uFEFFa,b\n1,\uFEFF\n',
  'marked.json': '\uFEFF[1]',
  'returns.jsonl': '\uFEFF{"n":1}\r{"n":2}\r',
  'inventory.json': JSON.stringify({
    fileSchema: 'Bucket, Key, Size',
    destinationBucket: 'arn:aws:s3:::files',
    files: [{ key: 'inventory/1.csv' }],
  }),
  'inventory/1.csv': '"files","a.txt","12"\n',
  'athena.csv': 's3://files/part/1\ns3://files/part/2\n',
  'part/1': '{"n":1}\n',
  'part/2': '{"n":2}\n',
};
const files = {
  hasBucket: (bucket: string) => bucket === 'files',
  read: (bucket: string, key: string) => (bucket === 'files' ? objects[key] : undefined),
  list: (_: string, prefix: string) =>
    Object.keys(objects)
      .filter((key) => key.startsWith(prefix))
      .map((Key) => ({ Key })),
};

function read(parameters: Json, readerConfig: Json, action = 'getObject') {
  return itemsOf(files, {
    kind: 'readItems',
    id: 1,
    origin: { thread: 'main', state: 'M', path: [], visit: 0, attempt: 0 },
    resource: `arn:aws:states:::s3:${action}`,
    parameters: { Bucket: 'files', ...(parameters as object) },
    readerConfig,
  });
}

const firstRow = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };

describe('an ItemReader reads', () => {
  it.each<[string, Json, Json]>([
    ['list.json', { InputType: 'JSON' }, [1, 2, 3]],
    ['list.json', { InputType: 'JSON', MaxItems: 2 }, [1, 2]],
    ['list.json', { InputType: 'JSON', MaxItems: 0 }, [1, 2, 3]],
    ['object.json', { InputType: 'JSON', ItemsPointer: '/data/a~1b' }, [4, 5]],
    ['lines.jsonl', { InputType: 'JSONL' }, [{ n: 1 }, { n: 2 }]],
    [
      'rows.csv',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      [
        { name: 'Kim', age: '7' },
        { name: 'Lee', age: '' },
        { name: 'a "b", c', age: '9' },
      ],
    ],
    [
      'pipes.csv',
      {
        InputType: 'CSV',
        CSVHeaderLocation: 'GIVEN',
        CSVHeaders: ['who', 'age'],
        CSVDelimiter: 'PIPE',
      },
      [{ who: 'Kim', age: '7' }],
    ],
    [
      'returns.csv',
      firstRow,
      [
        { a: '1', b: 'x\ry' },
        { a: '2', b: '' },
      ],
    ],
    [
      'both.csv',
      firstRow,
      [
        { a: '1', b: '2' },
        { a: '', b: '' },
        { a: '3', b: '4' },
      ],
    ],
    ['marked.csv', firstRow, [{ a: '1', b: '\uFEFF' }]],
    ['marked.json', { InputType: 'JSON' }, [1]],
    ['returns.jsonl', { InputType: 'JSONL' }, [{ n: 1 }, { n: 2 }]],
    ['inventory.json', { InputType: 'MANIFEST' }, [{ Bucket: 'files', Key: 'a.txt', Size: '12' }]],
    ['athena.csv', { InputType: 'JSONL', ManifestType: 'ATHENA_DATA' }, [{ n: 1 }, { n: 2 }]],
  ])('%s with %j', (Key, config, value) => {
    expect(read({ Key }, config)).toEqual({ ok: true, value });
  });

  it('a list of objects, or what they hold', () => {
    const loads = { Transformation: 'LOAD_AND_FLATTEN', InputType: 'JSONL' };
    expect(read({ Prefix: 'part/' }, {}, 'listObjectsV2')).toEqual({
      ok: true,
      value: [{ Key: 'part/1' }, { Key: 'part/2' }],
    });
    expect(read({ Prefix: 'part/' }, loads, 'listObjectsV2')).toEqual({
      ok: true,
      value: [{ n: 1 }, { n: 2 }],
    });
  });

  it.each<[Json, Json, string]>([
    [{ Key: 'object.json' }, { InputType: 'JSON' }, 'Attempting to map over non-iterable node.'],
    [{ Key: 'none' }, {}, 'The object "none" is not in the bucket "files".'],
    [{ Bucket: 'no' }, {}, 'The bucket "no" does not exist'],
    [{ Key: 'list.json' }, { InputType: 'PARQUET' }, 'The InputType PARQUET is not simulated'],
    [
      { Key: 'part/1' },
      { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'a'] },
      'CSV headers cannot contain duplicates.',
    ],
    [{ Key: 'rows.csv' }, { InputType: 'JSON' }, 'Attempting to parse the input as JSON failed'],
    [{ Key: 'rows.csv' }, { ...firstRow, CSVHeaders: 'a' }, 'CSVHeaders must be a list of names.'],
    [{ Key: 'list.json' }, { ItemsPointer: 5 }, 'ItemsPointer must be a JSON Pointer.'],
    [{ Bucket: { toString: 5 } }, {}, 'The bucket "" does not exist'],
    [{ Key: ['list.json'] }, {}, 'The object "" is not in the bucket "files".'],
  ])('%j with %j not', (parameters, config, cause) => {
    expect(read(parameters, config)).toMatchObject({
      ok: false,
      error: 'States.ItemReaderFailed',
      cause: expect.stringContaining(cause) as unknown,
    });
  });
});

it('tells the entity tag of each object in a list, with its quotes', async () => {
  const scenario = {
    clock: { start: '2026-01-05T09:00:00.900Z' },
    resources: { buckets: { files: { 'a/1': 'hello', 'b/2': 'x' } } },
  };
  const definition = {
    StartAt: 'M',
    States: {
      M: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:listObjectsV2',
          Parameters: { Bucket: 'files', Prefix: 'a' },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'P',
          States: { P: { Type: 'Pass', End: true } },
        },
        End: true,
      },
    },
  };
  const read = readScenario(JSON.stringify(scenario), 's.scenario.json');
  expect(read.problems).toEqual([]);
  const { execution } = await runHeadless({
    program: { path: 'm.asl.json', document: parse(JSON.stringify(definition), 'json') },
    ...(read.scenario && { scenario: read.scenario }),
    input: {},
  });
  expect(execution?.snapshot.output).toEqual([
    {
      Etag: '"5d41402abc4b2a76b9719d911017c592"',
      Key: 'a/1',
      LastModified: Date.UTC(2026, 0, 5, 9) / 1000,
      Size: 5,
      StorageClass: 'STANDARD',
    },
  ]);
});
