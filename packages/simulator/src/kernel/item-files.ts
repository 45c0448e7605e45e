/** What an ItemReader reads: lists of objects, and files of JSON, JSON lines, CSV, or names of such files. */
import { atPointer, isArray, isObject, member, textOf, type Json } from '@stepthrough/json';
import type { Outcome, ReadItemsEffect } from '@stepthrough/interpreter';

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
  const bucket = textIn(parameters, 'Bucket');
  const type = textIn(readerConfig ?? {}, 'InputType');
  try {
    const config = configOf(readerConfig ?? {});
    if (!files.hasBucket(bucket)) {
      throw new UnreadableFile(
        `The bucket "${bucket}" does not exist; declare it in "resources.buckets".`,
      );
    }
    const isList = resource.endsWith(':listObjectsV2');
    const items = isList
      ? listed(files, bucket, textIn(parameters, 'Prefix'), config)
      : readFile(files, bucket, textIn(parameters, 'Key'), config);
    const { MaxItems } = config;
    // Recorded: 0 stands for no limit.
    return { ok: true, value: MaxItems ? items.slice(0, MaxItems) : items };
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : '';
    const cause =
      problem instanceof UnreadableFile
        ? why
        : `Attempting to parse the input as ${type === '' ? 'JSON' : type} failed: ${why}`;
    return { ok: false, error: 'States.ItemReaderFailed', cause };
  }
}

/** A member of an effect's parameters; one that is no text is as if it were not there. */
export function textIn(parameters: Json, name: string): string {
  const value = isObject(parameters) ? member(parameters, name) : undefined;
  return typeof value === 'string' ? value : '';
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

/** Members of other types are as if they were not there, except where AWS's words for them are known. */
function configOf(given: Json): ReaderConfig {
  const { ItemsPointer, MaxItems, CSVHeaders } = isObject(given) ? given : {};
  if (ItemsPointer !== undefined && typeof ItemsPointer !== 'string') {
    throw new UnreadableFile('ItemsPointer must be a JSON Pointer.');
  }
  if (CSVHeaders !== undefined && !isArray(CSVHeaders)) {
    throw new UnreadableFile('CSVHeaders must be a list of names.');
  }
  const texts = [
    'InputType',
    'ManifestType',
    'Transformation',
    'CSVHeaderLocation',
    'CSVDelimiter',
  ];
  return {
    ...Object.fromEntries(
      texts.flatMap((name) => {
        const value = textIn(given, name);
        return value === '' ? [] : [[name, value]];
      }),
    ),
    ...(ItemsPointer === undefined ? {} : { ItemsPointer }),
    ...(typeof MaxItems === 'number' ? { MaxItems } : {}),
    ...(CSVHeaders === undefined ? {} : { CSVHeaders: CSVHeaders.map(textOf) }),
  };
}

/** @throws SyntaxError in the words of the parser */
function read(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
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
  const reader = member(readers, InputType);
  if (!reader) {
    throw new UnreadableFile(
      `The InputType ${InputType} is not simulated; use JSON, JSONL, CSV or MANIFEST.`,
    );
  }
  return bodies.flatMap((text) => reader(text, config));
}

/** The text of an object, without the byte order mark that it may begin with. */
function open(files: Files, bucket: string, key: string): string {
  const body = files.read(bucket, key);
  if (body !== undefined) return body.replace(/^\uFEFF/, '');
  throw new UnreadableFile(`The object "${key}" is not in the bucket "${bucket}".`);
}

function openUri(files: Files, uri: string): string {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri.trim()) ?? [];
  return open(files, bucket, key);
}

function lines(body: string): readonly string[] {
  return body.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
}

/** An inventory names its columns in `fileSchema`; its files have no header. */
function inventory(files: Files, body: string): readonly Json[] {
  const manifest = read(body);
  const schema = textIn(manifest, 'fileSchema');
  const names = (schema === '' ? 'Bucket, Key' : schema).split(',').map((name) => name.trim());
  const bucket = textIn(manifest, 'destinationBucket').replace(/^arn:[^:]+:s3:::/, '');
  const listed = isObject(manifest) ? manifest['files'] : undefined;
  return (isArray(listed) ? listed : []).flatMap((file) =>
    csvRows(open(files, bucket, textIn(file, 'key')), ',').map((cells) => rowOf(names, cells)),
  );
}

const readers: {
  readonly [type: string]: (body: string, config: ReaderConfig) => readonly Json[];
} = {
  JSON: (body, { ItemsPointer = '' }) => {
    const value = atPointer(read(body), ItemsPointer);
    if (isArray(value)) return value;
    throw new UnreadableFile('Attempting to map over non-iterable node.');
  },
  JSONL: (body) => lines(body).map(read),
  CSV: (body, { CSVHeaderLocation, CSVHeaders = [], CSVDelimiter = 'COMMA' }) => {
    const rows = csvRows(body, delimiters.get(CSVDelimiter) ?? ',');
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

const delimiters: ReadonlyMap<string, string> = new Map([
  ['COMMA', ','],
  ['PIPE', '|'],
  ['SEMICOLON', ';'],
  ['SPACE', ' '],
  ['TAB', '\t'],
]);

/** Rows end with a line feed, a carriage return, or both. */
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
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && body.charAt(i + 1) === '\n') i += 1;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
