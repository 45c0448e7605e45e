/** What an ItemReader reads: lists of objects, and files of JSON, JSON lines, CSV, or names of such files. */
import type { Json } from '@stepthrough/asl';
import type { Outcome, ReadItemsEffect } from '@stepthrough/interpreter';
import { member } from '@stepthrough/json';

/** The buckets that are read. */
export interface Files {
  readonly hasBucket: (bucket: string) => boolean;
  readonly read: (bucket: string, key: string) => string | undefined;
  /** What listObjectsV2 tells of each object. */
  readonly list: (bucket: string, prefix: string) => readonly ListedObject[];
}

interface ListedObject {
  readonly [member: string]: Json;
  readonly Key: string;
}

/** The items of a distributed Map; a failure is States.ItemReaderFailed. */
export function itemsOf(files: Files, effect: ReadItemsEffect): Outcome {
  const { resource, parameters, readerConfig } = effect;
  const { Bucket = '', Key = '', Prefix = '' } = parameters as { readonly [name: string]: string };
  const config = (readerConfig ?? {}) as ReaderConfig;
  try {
    if (!files.hasBucket(Bucket)) {
      throw new UnreadableFile(
        `The bucket "${Bucket}" does not exist; declare it in "resources.buckets".`,
      );
    }
    const isList = resource.endsWith(':listObjectsV2');
    const items = isList
      ? listed(files, Bucket, Prefix, config)
      : readFile(files, Bucket, Key, config);
    const { MaxItems } = config;
    // Recorded: 0 stands for no limit.
    return { ok: true, value: MaxItems ? items.slice(0, MaxItems) : items };
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : '';
    const cause =
      problem instanceof UnreadableFile
        ? why
        : `Attempting to parse the input as ${config.InputType ?? 'JSON'} failed: ${why}`;
    return { ok: false, error: 'States.ItemReaderFailed', cause };
  }
}

/** Its message is the cause; AWS's words where they are recorded. */
class UnreadableFile extends Error {}

interface ReaderConfig {
  readonly InputType?: string;
  readonly ManifestType?: string;
  readonly Transformation?: string;
  readonly ItemsPointer?: string;
  readonly MaxItems?: number;
  readonly CSVHeaderLocation?: string;
  readonly CSVHeaders?: readonly string[];
  readonly CSVDelimiter?: string;
}

function listed(
  files: Files,
  bucket: string,
  prefix: string,
  config: ReaderConfig,
): readonly Json[] {
  const objects = files.list(bucket, prefix);
  if (config.Transformation !== 'LOAD_AND_FLATTEN') return objects;
  return objects.flatMap(({ Key }) => readFile(files, bucket, Key, config));
}

function readFile(
  files: Files,
  bucket: string,
  key: string,
  config: ReaderConfig,
): readonly Json[] {
  const body = open(files, bucket, key);
  const { InputType = 'JSON', ManifestType } = config;
  if (InputType === 'MANIFEST' || ManifestType === 'S3_INVENTORY') return inventory(files, body);
  const bodies =
    ManifestType === 'ATHENA_DATA' ? lines(body).map((uri) => openUri(files, uri)) : [body];
  const read = member(readers, InputType);
  if (!read) {
    throw new UnreadableFile(
      `The InputType ${InputType} is not simulated; use JSON, JSONL, CSV or MANIFEST.`,
    );
  }
  return bodies.flatMap((text) => read(text, config));
}

function open(files: Files, bucket: string, key: string): string {
  const body = files.read(bucket, key);
  if (body !== undefined) return body;
  throw new UnreadableFile(`The object "${key}" is not in the bucket "${bucket}".`);
}

function openUri(files: Files, uri: string): string {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri.trim()) ?? [];
  return open(files, bucket, key);
}

function lines(body: string): readonly string[] {
  return body.split('\n').filter((line) => line.trim() !== '');
}

/** An inventory names its columns in `fileSchema`; its files have no header. */
function inventory(files: Files, body: string): readonly Json[] {
  const manifest = JSON.parse(body) as {
    readonly fileSchema?: string;
    readonly destinationBucket?: string;
    readonly files?: readonly { readonly key: string }[];
  };
  const names = (manifest.fileSchema ?? 'Bucket, Key').split(',').map((name) => name.trim());
  const bucket = manifest.destinationBucket?.replace(/^arn:[^:]+:s3:::/, '') ?? '';
  return (manifest.files ?? []).flatMap(({ key }) =>
    csvRows(open(files, bucket, key), ',').map((cells) => rowOf(names, cells)),
  );
}

const readers: {
  readonly [type: string]: (body: string, config: ReaderConfig) => readonly Json[];
} = {
  JSON: (body, { ItemsPointer = '' }) => {
    const value = pointed(JSON.parse(body) as Json, ItemsPointer);
    if (Array.isArray(value)) return value as readonly Json[];
    throw new UnreadableFile('Attempting to map over non-iterable node.');
  },
  JSONL: (body) => lines(body).map((line) => JSON.parse(line) as Json),
  CSV: (body, { CSVHeaderLocation, CSVHeaders = [], CSVDelimiter }) => {
    const rows = csvRows(body, member(delimiters, CSVDelimiter ?? 'COMMA') ?? ',');
    const [header = [], ...rest] = rows;
    const [names, data] = CSVHeaderLocation === 'GIVEN' ? [CSVHeaders, rows] : [header, rest];
    if (new Set(names).size < names.length)
      throw new UnreadableFile('CSV headers cannot contain duplicates.');
    return data.map((cells) => rowOf(names, cells));
  },
};

/** Missing cells are empty, cells beyond the headers are dropped (recorded). */
function rowOf(names: readonly string[], cells: readonly string[]): Json {
  return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
}

/** What a JSON Pointer (RFC 6901) points at. */
function pointed(value: Json, pointer: string): Json | undefined {
  let found: Json | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    found = member(found as { readonly [name: string]: Json }, name);
  }
  return found;
}

const delimiters: { readonly [name: string]: string } = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

function csvRows(body: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < body.length; i++) {
    const char = body.charAt(i);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (body.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === delimiter) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
