/** Answers of S3 in the one form in which they are compared: members that both tell. */
import { isObject, type Json } from '@stepthrough/json';
import type { Answer } from '../simulator/world.ts';
import { inTextOrder } from './compare.ts';
import type { Request } from './engine.ts';

const ofObject = [
  'AcceptRanges',
  'CacheControl',
  'ContentLanguage',
  'ContentLength',
  'ContentRange',
  'ContentType',
  'ETag',
  'Metadata',
];
const ofList = ['Prefix', 'Delimiter', 'MaxKeys', 'IsTruncated'];

/** The members of each operation's answer that are compared. */
const members: { readonly [operation: string]: readonly string[] } = {
  PutObject: ['ETag'],
  GetObject: [...ofObject, 'Body'],
  HeadObject: ofObject,
  CopyObject: ['CopyObjectResult'],
  DeleteObject: [],
  DeleteObjects: ['Deleted'],
  ListObjects: [...ofList, 'Marker', 'NextMarker', 'Contents', 'CommonPrefixes'],
  ListObjectsV2: [...ofList, 'StartAfter', 'Contents', 'CommonPrefixes'],
};

/** What is told of a line of a list. */
const ofLine: { readonly [list: string]: readonly string[] } = {
  Contents: ['Key', 'ETag', 'Size'],
  CommonPrefixes: ['Prefix'],
  Deleted: ['Key'],
};

export function formed({ ok, value }: Answer, operation: string): Answer {
  if (!isObject(value)) return { ok, value };
  if (!ok) return { ok, value: refused(value, operation) };
  const told = Object.fromEntries(
    (members[operation] ?? []).flatMap((name): [string, Json][] => {
      const member = value[name];
      const line = ofLine[name];
      if (line) return [[name, linesOf(member, line)]];
      if (name === 'CopyObjectResult') return [[name, linesOf([member ?? null], ['ETag'])]];
      return member === undefined || member === '' ? [] : [[name, member]];
    }),
  );
  return { ok, value: isObject(told['Body']) ? { ...told, Body: textOf(told['Body']) } : told };
}

/** By their keys: s3rver has its lines in the order of its files. */
function linesOf(list: Json | undefined, names: readonly string[]): Json {
  const lines: readonly Json[] = Array.isArray(list) ? list : [];
  const short = lines.map((line) =>
    isObject(line) ? Object.fromEntries(names.map((name) => [name, line[name] ?? null])) : line,
  );
  return inTextOrder(short);
}

/** Bytes that are no text, as a client reads them that takes them for one. */
function textOf(body: Request): string {
  return Buffer.from(String(body['$base64']), 'base64').toString();
}

/** Neither HEAD nor 304 has a body that could tell more than the status. */
function refused({ code, message, status }: Request, operation: string): Json {
  return operation === 'HeadObject' || status === 304
    ? { status: status ?? null }
    : { code: code ?? null, message: message ?? null, status: status ?? null };
}
