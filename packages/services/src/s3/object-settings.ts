/** What puts, copies and uploads set beside the content of an object. */
import { base64Encode, utf8Size, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { json, map, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { aclForm, aclOf, type GivenAcl } from './acl.ts';
import { momentOf } from '../contract/moments.ts';
import { httpDateOf, isoOf } from './dates.ts';
import { encryptionForm, encryptionOf, type GivenEncryption } from './encryption.ts';
import { lockForm, lockOf, type GivenLock } from './object-lock.ts';
import { refusal } from './refusals.ts';
import type { Bucket, ObjectSettings } from './state.ts';
import { tagsOfQuery } from './tags.ts';

/** Headers that come back with an object as they were given. */
const headersForm = {
  CacheControl: text,
  ContentDisposition: text,
  ContentEncoding: text,
  ContentLanguage: text,
  ContentType: text,
  WebsiteRedirectLocation: text,
};

/** Settings of objects that hold them until an event, which is not simulated. */
export const eventHold = [
  'ObjectLockEventHold',
  'ObjectLockEventHoldDurationDays',
  'ObjectLockEventHoldDurationYears',
];

export const settingsForm = {
  ...headersForm,
  ...encryptionForm,
  ...lockForm,
  ...aclForm,
  Expires: json,
  Metadata: map(text),
  StorageClass: text,
  Tagging: text,
};

export interface GivenSettings extends GivenEncryption, GivenLock, GivenAcl, GivenHeaders {
  readonly Metadata?: { readonly [name: string]: string };
  readonly StorageClass?: string;
  readonly Tagging?: string;
}

type GivenHeaders = {
  readonly [M in keyof typeof headersForm]?: string;
} & { readonly Expires?: Json };

const headerNames = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'WebsiteRedirectLocation',
] as const;

const storageClasses: readonly string[] = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
];

/** Bytes. Source: "Working with object metadata", "Creating object key names". */
const limits = { metadata: 2048, key: 1024 } as const;

export function settingsOf(
  given: GivenSettings,
  bucket: Bucket,
  context: Context,
): ObjectSettings | Refusal {
  const metadata = metadataOf(given.Metadata);
  if (isRefusal(metadata)) return metadata;
  const storageClass = storageClassOf(given.StorageClass);
  if (typeof storageClass !== 'string') return storageClass;
  const tags = tagsOfQuery(given.Tagging);
  if (isRefusal(tags)) return tags;
  const encryption = encryptionOf(given, bucket, context);
  if (isRefusal(encryption)) return encryption;
  const lock = lockOf(given, bucket, context);
  if (isRefusal(lock)) return lock;
  const acl = aclOf(given, bucket, context);
  if (acl && isRefusal(acl)) return acl;
  const headers = headersOf(given);
  return {
    headers,
    metadata,
    tags,
    storageClass,
    encryption,
    ...lock,
    ...(acl ? { acl } : {}),
  };
}

export function keyProblem(key: string): Refusal | undefined {
  const size = utf8Size(key);
  if (size <= limits.key) return undefined;
  return refusal('KeyTooLongError', 'Your key is too long', 400, {
    Size: String(size),
    MaxSizeAllowed: String(limits.key),
  });
}

function storageClassOf(given = 'STANDARD'): string | Refusal {
  return storageClasses.includes(given)
    ? given
    : refusal('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
        StorageClassRequested: given,
      });
}

function headersOf(given: GivenHeaders): { readonly [member: string]: string } {
  const expires = momentOf(given.Expires);
  const pairs = headerNames.flatMap((name): [string, string][] => {
    const value = given[name];
    return value === undefined ? [] : [[name, asRead(value)]];
  });
  return {
    ContentType: 'binary/octet-stream',
    ...Object.fromEntries(pairs),
    ...(expires === undefined ? {} : { Expires: httpDateOf(expires) }),
  };
}

/** Headers go out in UTF-8, and SDKs read each byte as a character of ISO 8859-1. */
function asRead(value: string): string {
  if (!/[^\0-\x7f]/.test(value)) return value;
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('');
}

/** Names are in lower case, as those of headers. */
function metadataOf(
  given: { readonly [name: string]: string } = {},
): { readonly [name: string]: string } | Refusal {
  const pairs = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value] as const);
  const size = pairs.reduce((sum, [name, value]) => sum + utf8Size(name) + utf8Size(value), 0);
  if (size > limits.metadata) {
    return refusal(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size',
      400,
      { Size: String(size), MaxSizeAllowed: String(limits.metadata) },
    );
  }
  return Object.fromEntries(pairs);
}

/** Source: "Working with object metadata": what is not ASCII comes back as RFC 2047 writes it. */
export function shownMetadata(metadata: ObjectSettings['metadata']): JsonObject {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [
      name,
      /[^\0-\x7f]/.test(value) ? `=?UTF-8?B?${base64Encode(value)}?=` : value,
    ]),
  );
}

/** `Expires` is a moment for SDKs, and the header's own text beside it. */
export function shownHeaders(headers: ObjectSettings['headers']): JsonObject {
  const { Expires, ...others } = headers;
  if (Expires === undefined) return others;
  const moment = momentOf(Expires);
  return {
    ...others,
    ...(moment === undefined ? {} : { Expires: isoOf(moment) }),
    ExpiresString: Expires,
  };
}
