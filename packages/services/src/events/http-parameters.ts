/** What goes into a request to an endpoint beside the event. */

/** An address with more parameters in its query. */
export function queryWith(url: string, more: readonly (readonly [string, string])[]): string {
  if (more.length === 0) return url;
  const query = new URLSearchParams(
    more.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** Headers that EventBridge does not take from connections and targets. */
const removed: ReadonlySet<string> = new Set([
  'a-im',
  'accept-charset',
  'accept-datetime',
  'accept-encoding',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'forwarded',
  'from',
  'host',
  'http2-settings',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'origin',
  'pragma',
  'proxy-authorization',
  'range',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'user-agent',
  'upgrade',
  'via',
  'warning',
]);

/** AWS "Headers included in requests to API destinations". */
const standard: readonly (readonly [string, string])[] = [
  ['User-Agent', 'Amazon/EventBridge/ApiDestinations'],
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Range', 'bytes=0-1048575'],
  ['Accept-Encoding', 'gzip,deflate'],
  ['Connection', 'close'],
];

/** Headers of a request: a later one of the same name, in any case, takes the place of an earlier one. */
export function headersWith(more: readonly (readonly [string, string])[]): {
  readonly [name: string]: string;
} {
  const own = more.filter(([name]) => !removed.has(name.toLowerCase()));
  const byName = new Map([...standard, ...own].map((header) => [header[0].toLowerCase(), header]));
  return Object.fromEntries(byName.values());
}
