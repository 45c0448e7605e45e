/** s3rver, asked in the names of S3's API: requests become HTTP, and answers members. */
import { isObject, type Json } from '@stepthrough/json';
import S3rver from 's3rver';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../simulator/world.ts';
import type { Engine, Request } from './engine.ts';

interface Call {
  readonly method: string;
  readonly path?: string;
  readonly query?: { readonly [name: string]: Json | undefined };
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Members of an answer that is no refusal. */
  readonly read: (answer: Response, text: string) => Request;
}

/** Its objects are in a folder that is removed when it is closed. */
export async function startS3rver(): Promise<Engine> {
  const directory = mkdtempSync(join(tmpdir(), 's3rver-'));
  const server = new S3rver({
    directory,
    address: '127.0.0.1',
    port: 0,
    silent: true,
    vhostBuckets: false,
  });
  const { port } = await server.run();
  return {
    ask: (operation, request) => ask(`http://127.0.0.1:${port}`, operation, request),
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function ask(address: string, operation: string, request: Request): Promise<Answer> {
  const make = calls[operation];
  if (!make) throw new Error(`${operation} is not one of ${Object.keys(calls).join(', ')}.`);
  const { method, path = '', query = {}, body, read } = make(request);
  const url = new URL(`${address}/${textOf(request['Bucket'])}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const sent = body === undefined ? {} : { body };
  const answer = await fetch(url, { method, headers: headersOf(request), ...sent });
  const text = await answer.text();
  if (answer.ok) {
    if (body !== undefined && operation === 'PutObject') await written(url, body);
    return { ok: true, value: read(answer, text) };
  }
  const [code = '', message = ''] = ['Code', 'Message'].map((name) => elements(text, name)[0]);
  return { ok: false, value: { code, message, status: answer.status } };
}

/** s3rver answers before the file has its content. */
async function written(url: URL, body: Uint8Array<ArrayBuffer>): Promise<void> {
  for (;;) {
    const answer = await fetch(url);
    const { byteLength } = await answer.arrayBuffer();
    if (answer.ok && byteLength === body.byteLength) return;
  }
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const pathOf = ({ Key }: Request): string =>
  `/${textOf(Key).split('/').map(encodeURIComponent).join('/')}`;

const headers: { readonly [member: string]: string } = {
  CacheControl: 'cache-control',
  ContentLanguage: 'content-language',
  ContentType: 'content-type',
  CopySource: 'x-amz-copy-source',
  IfMatch: 'if-match',
  IfModifiedSince: 'if-modified-since',
  IfNoneMatch: 'if-none-match',
  MetadataDirective: 'x-amz-metadata-directive',
  Range: 'range',
};

function headersOf(request: Request): Record<string, string> {
  const named = Object.entries(headers).flatMap(([member, name]) =>
    request[member] === undefined ? [] : [[name, textOf(request[member])]],
  );
  const metadata = Object.entries(isObject(request['Metadata']) ? request['Metadata'] : {});
  return Object.fromEntries([
    ...named,
    ...metadata.map(([name, value]) => [`x-amz-meta-${name}`, textOf(value)]),
  ]) as Record<string, string>;
}

const calls: { readonly [operation: string]: (request: Request) => Call } = {
  CreateBucket: () => ({ method: 'PUT', read: () => ({}) }),
  PutObject: (request) => ({
    method: 'PUT',
    path: pathOf(request),
    body: bytesOf(request['Body']),
    read: (answer) => ({ ETag: answer.headers.get('etag') }),
  }),
  GetObject: (request) => ({
    method: 'GET',
    path: pathOf(request),
    read: (answer, Body) => ({ ...head(answer), Body }),
  }),
  HeadObject: (request) => ({ method: 'HEAD', path: pathOf(request), read: head }),
  CopyObject: (request) => ({
    method: 'PUT',
    path: pathOf(request),
    read: (_answer, text) => ({ CopyObjectResult: { ETag: elements(text, 'ETag')[0] ?? '' } }),
  }),
  DeleteObject: (request) => ({ method: 'DELETE', path: pathOf(request), read: () => ({}) }),
  DeleteObjects: ({ Delete }) => ({
    method: 'POST',
    query: { delete: '' },
    body: new TextEncoder().encode(
      `<Delete>${keysOf(Delete)
        .map((key) => `<Object><Key>${key}</Key></Object>`)
        .join('')}</Delete>`,
    ),
    read: (_answer, text) => ({ Deleted: elements(text, 'Key').map((Key) => ({ Key })) }),
  }),
  ListObjects: ({ Prefix, Delimiter, MaxKeys, Marker }) => ({
    method: 'GET',
    query: { prefix: Prefix, delimiter: Delimiter, 'max-keys': MaxKeys, marker: Marker },
    read: (_answer, text) => listed(text, ['Marker', 'NextMarker']),
  }),
  ListObjectsV2: ({ Prefix, Delimiter, MaxKeys, StartAfter }) => ({
    method: 'GET',
    query: {
      'list-type': '2',
      prefix: Prefix,
      delimiter: Delimiter,
      'max-keys': MaxKeys,
      'start-after': StartAfter,
    },
    read: (_answer, text) => listed(text, ['StartAfter']),
  }),
};

function keysOf(given: Json | undefined): readonly string[] {
  const objects = isObject(given) ? given['Objects'] : undefined;
  const all: readonly Json[] = Array.isArray(objects) ? objects : [];
  return all.map((one) => textOf(isObject(one) ? one['Key'] : undefined));
}

function bytesOf(body: Json | undefined): Uint8Array<ArrayBuffer> {
  return isObject(body)
    ? new Uint8Array(Buffer.from(textOf(body['$base64']), 'base64'))
    : new TextEncoder().encode(textOf(body));
}

function head({ status, headers: told }: Response): Request {
  const metadata = [...told].filter(([name]) => name.startsWith('x-amz-meta-'));
  const members = {
    AcceptRanges: told.get('accept-ranges'),
    CacheControl: told.get('cache-control'),
    ContentLanguage: told.get('content-language'),
    ContentLength: Number(told.get('content-length')),
    ContentRange: told.get('content-range'),
    ContentType: told.get('content-type'),
    ETag: told.get('etag'),
    Metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice(11), value])),
    status,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function listed(text: string, names: readonly string[]): Request {
  const contents = elements(text, 'Contents');
  const prefixes = elements(text, 'CommonPrefixes');
  const rest = text.replace(/<(Contents|CommonPrefixes)>.*?<\/\1>/gs, '');
  const own = ['Prefix', 'Delimiter', ...names].flatMap((name): [string, Json][] =>
    elements(rest, name).map((value) => [name, value]),
  );
  return {
    ...Object.fromEntries(own),
    IsTruncated: elements(rest, 'IsTruncated')[0] === 'true',
    MaxKeys: Number(elements(rest, 'MaxKeys')[0]),
    Contents: contents.map((one) => ({
      Key: elements(one, 'Key')[0] ?? '',
      ETag: elements(one, 'ETag')[0] ?? '',
      Size: Number(elements(one, 'Size')[0]),
    })),
    CommonPrefixes: prefixes.map((one) => ({ Prefix: elements(one, 'Prefix')[0] ?? '' })),
  };
}

/** The contents of all elements of a name, none of which has attributes or its like inside. */
function elements(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, inside = '']) =>
    inside.replace(/&(quot|apos|lt|gt|#39|amp);/g, (_, entity: string) => entities[entity] ?? ''),
  );
}

const entities: { readonly [name: string]: string } = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  '#39': "'",
  amp: '&',
};
