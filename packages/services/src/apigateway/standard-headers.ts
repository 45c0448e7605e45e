/**
 * Headers that a REST API takes away, renames or adds on the way. Sources: "Amazon API Gateway important
 * notes", and recorded requests.
 */
import { createHash } from 'node:crypto';
import type { AnswerHeaders, Headers } from './headers.ts';

/** Of a request: neither templates, mappings nor integrations see them. */
export const notTaken: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Not sent to an address, also where a parameter is mapped to them. */
export const notSent: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
  'via',
]);

/** The client's own does not go on; one that is mapped does. */
export const notProxied: ReadonlySet<string> = new Set([...notSent, 'content-encoding']);

/** A parameter cannot be mapped to them: the request fails. */
export const notMapped: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

const renamed: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
  'x-amzn-requestid',
]);

/** The headers of an answer as a client gets them: some have other names, one is not passed on. */
export function passedOn(headers: AnswerHeaders): AnswerHeaders {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const lower = name.toLowerCase();
      if (lower === 'transfer-encoding') return [];
      return [[renamed.has(lower) ? `x-amzn-Remapped-${name}` : name, value]];
    }),
  );
}

/** `Root=1-` with the seconds since the epoch and 96 bits, in hexadecimal digits. */
export function traceOf(requestId: string, at: number): string {
  const digest = createHash('sha256').update(`trace ${requestId}`).digest('hex');
  return `Root=1-${secondsOf(at)}-${digest.slice(0, 24)}`;
}

function secondsOf(at: number): string {
  return Math.floor(at / 1000)
    .toString(16)
    .padStart(8, '0');
}

/** How the gateway's own proxies tell of the client; what it says itself of others before it stays. */
export function forwarded(given: string | undefined): Headers {
  const client = '127.0.0.1';
  return {
    'X-Forwarded-For': given === undefined || given === '' ? client : `${given}, ${client}`,
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  };
}
