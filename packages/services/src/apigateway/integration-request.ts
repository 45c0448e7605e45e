/** What a REST API sends to an address or a service: the mapped and overridden parts, and the body. */
import { isObject, member, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import { textOfContent, type Content } from '../contract/content.ts';
import { requestPayload } from './content-handling.ts';
import { header, headersOf, withHeaders, type Headers } from './headers.ts';
import { gatewayError } from './errors.ts';
import { answered, broken, isAnswered, type Answered } from './integrated.ts';
import { isBinaryType } from './media-types.ts';
import { mappedValue } from './parameter-mapping.ts';
import { encodedPath } from './percent-encoding.ts';
import { renderRequest, transformationOf } from './request-template.ts';
import { notMapped } from './standard-headers.ts';
import type { Pending } from './state.ts';
import type { Overrides } from './velocity/render-template.ts';

export interface IntegrationRequest {
  /** The mapped ones alone. */
  readonly headers: Headers;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The address with its parameters filled in. */
  readonly uri: string;
  /** `undefined`: the client has sent none, and no template has made one. */
  readonly body: Content | undefined;
  readonly overrides?: Overrides;
}

/**
 * The request, or the answer that the client gets instead.
 *
 * @throws TemplateProblem
 */
export function integrationRequest(
  pending: Pending,
  context: Context,
  how: Transforming,
): IntegrationRequest | Answered {
  const { uri = '', requestParameters } = pending.declared.route;
  const body = bodyFor(pending, context, how);
  if (isAnswered(body)) return body;
  const forbidden = Object.keys(requestParameters).find((target) =>
    notMapped.has(target.replace(/^integration\.request\.header\./, '').toLowerCase()),
  );
  if (forbidden !== undefined) {
    return misconfigured(
      `${forbidden} cannot be mapped: the gateway itself says how long a body is.`,
      pending,
    );
  }
  const { overrides } = body;
  const path = { ...mapped('path', pending, context), ...overridden('path', overrides) };
  const query = new Map(Object.entries(mapped('querystring', pending, context)).map(inList));
  for (const [name, values] of severalIn(pending)) query.set(name, values);
  for (const [name, value] of Object.entries(overridden('querystring', overrides))) {
    query.set(name, [value]);
  }
  return {
    headers: withHeaders(mapped('header', pending, context), overridden('header', overrides)),
    query: [...query].flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    ),
    uri: filled(uri, path, pending),
    body: body.content,
    ...(overrides ? { overrides } : {}),
  };
}

interface Transforming {
  /** Templates are left out of account. */
  readonly isProxy?: boolean;
  /** The template of a route that declares none. */
  readonly standard?: string;
}

interface Body {
  readonly content: Content | undefined;
  readonly overrides?: Overrides;
}

/** Bytes have no template: they are passed on, or made text before. @throws TemplateProblem */
function bodyFor(
  pending: Pending,
  context: Context,
  { isProxy = false, standard }: Transforming,
): Body | Answered {
  const { api, route } = pending.declared;
  const { body, headers } = pending.request;
  const isBinary =
    api.type === 'REST' && isBinaryType(api.binaryMediaTypes, header(headers, 'content-type'));
  const content =
    body === undefined || api.type !== 'REST'
      ? body
      : requestPayload(body, isBinary, route.contentHandling);
  if (content === undefined && body !== undefined) {
    return misconfigured('the body has to be Base64, since it is converted to bytes.', pending);
  }
  if (isProxy) return { content };
  const transformation = transformationOf(pending, standard);
  switch (transformation.kind) {
    case 'refused':
      return answered(gatewayError('UNSUPPORTED_MEDIA_TYPE', pending));
    case 'passthrough':
      return { content };
    case 'template': {
      const isBytes = isBinary
        ? route.contentHandling !== 'CONVERT_TO_TEXT'
        : route.contentHandling === 'CONVERT_TO_BINARY';
      if (isBytes && content !== undefined) {
        return misconfigured(
          'a mapping template cannot read bytes; contentHandling CONVERT_TO_TEXT makes them text.',
          pending,
        );
      }
      const text = content === undefined ? undefined : textOfContent(content);
      const { text: rendered, overrides } = renderRequest(
        transformation.template,
        pending,
        context,
        text,
      );
      return { content: rendered, overrides };
    }
  }
}

function misconfigured(problem: string, pending: Pending): Answered {
  return broken(`${pending.route}: ${problem}`, pending);
}

/** What `requestParameters` maps to a place. */
function mapped(
  place: 'header' | 'path' | 'querystring',
  pending: Pending,
  context: Context,
): Headers {
  const start = `integration.request.${place}.`;
  return Object.fromEntries(
    Object.entries(pending.declared.route.requestParameters).flatMap(
      ([target, value]): [string, string][] => {
        if (!target.startsWith(start)) return [];
        const found = mappedValue(value, pending, context);
        return found === undefined ? [] : [[target.slice(start.length), found]];
      },
    ),
  );
}

function inList([name, value]: [string, string]): [string, readonly string[]] {
  return [name, [value]];
}

/** Parameters of the query to which all the values of one of the client's are mapped. */
function severalIn({
  declared: { route },
  request,
}: Pending): readonly (readonly [name: string, values: readonly string[]])[] {
  return Object.entries(route.requestParameters).flatMap(([target, value]) => {
    const [, name] = /^integration\.request\.querystring\.(.+)$/.exec(target) ?? [];
    const [, from] = /^method\.request\.multivaluequerystring\.(.+)$/.exec(value) ?? [];
    const values = from === undefined ? undefined : member(request.query, from);
    return name === undefined || values === undefined ? [] : [[name, values] as const];
  });
}

function overridden(
  place: 'header' | 'path' | 'querystring',
  overrides: Overrides | undefined,
): Headers {
  const given: Json = member(overrides?.requestOverride ?? noOverride, place) ?? null;
  return isObject(given) ? headersOf(given) : {};
}

const noOverride: JsonObject = {};

/** Mapped ones are encoded for an address, but for their slashes; those of the route stand as they came. */
function filled(uri: string, path: Headers, { rawParameters }: Pending): string {
  return uri.replace(/\{([\w.$-]+)\+?\}/g, (_, name: string) => {
    const value = member(path, name);
    return value === undefined ? textOf(member(rawParameters, name) ?? '') : encodedPath(value);
  });
}
