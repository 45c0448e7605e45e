/** Integration responses: which one an answer selects, and the HTTP response that it makes. */
import { base64Encode, isObject, member } from '@stepthrough/json';
import { compileRegularExpression, LimitReached } from '@stepthrough/expressions';
import type { Route } from '@stepthrough/scenario';
import { bytesOf, textOfContent, type Content } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import { responsePayload } from './content-handling.ts';
import { gatewayError } from './errors.ts';
import { header, headersOf, withHeaders } from './headers.ts';
import { broken } from './integrated.ts';
import { isBinaryType } from './media-types.ts';
import { mappedValue } from './parameter-mapping.ts';
import { render } from './request-template.ts';
import { passedOn } from './standard-headers.ts';
import type { HttpResponse, Pending } from './state.ts';
import { TemplateProblem } from './velocity/problem.ts';
import type { Rendered } from './velocity/render-template.ts';

type IntegrationResponse = NonNullable<Route['responses']>[number];

/** What is selected where a route declares nothing else. */
export function plainResponse(status: number): IntegrationResponse {
  return { status, templates: {}, headers: {} };
}

/** As SAM makes them. */
export const samResponses: readonly IntegrationResponse[] = [
  plainResponse(200),
  { ...plainResponse(400), pattern: '4\\d{2}' },
];

/**
 * The first response whose pattern fits; without a pattern it is the default, with its own status.
 *
 * @throws TemplateProblem
 */
export function selectResponse(
  standard: readonly IntegrationResponse[],
  selected: string,
  answer: HttpResponse,
  pending: Pending,
  context: Context,
): HttpResponse {
  const { responses = standard } = pending.declared.route;
  const { binaryMediaTypes } = pending.declared.api;
  const chosen =
    responses.find(({ pattern }) => pattern !== undefined && isSelected(pattern, selected)) ??
    responses.find(({ pattern }) => pattern === undefined);
  if (!chosen) return gatewayError('API_CONFIGURATION_ERROR', pending);
  const template = responseTemplate(chosen, pending);
  const isBinary = isBinaryType(binaryMediaTypes, header(answer.headers, 'content-type'));
  const isWanted = isBinaryType(binaryMediaTypes, header(pending.request.headers, 'accept'));
  const { contentHandling } = chosen;
  const rendered: Rendered =
    template === undefined
      ? untouched('', pending)
      : render(template, pending, context, readable(answer.body, isBinary, contentHandling));
  // What a template makes is a text.
  const body =
    template === undefined
      ? responsePayload(unquoted(answer, contentHandling), isBinary, isWanted, contentHandling)
      : responsePayload(rendered.text, false, isWanted, contentHandling);
  if (body === undefined) {
    const problem = `${pending.route}: the answer has to be Base64, since it is converted to bytes.`;
    return broken(problem, pending).response;
  }
  const headers = Object.entries(chosen.headers).flatMap(([name, value]): [string, string][] => {
    const mapped = mappedValue(value, pending, context, answer);
    return mapped === undefined ? [] : [[name, mapped]];
  });
  return {
    status: rendered.status ?? chosen.status,
    headers: withHeaders<string | readonly string[]>(
      { 'Content-Type': 'application/json' },
      passedOn(withHeaders(Object.fromEntries(headers), rendered.headers)),
    ),
    body,
  };
}

/** What a template reads of an answer. */
function readable(body: Content, isBinary: boolean, handling: Route['contentHandling']): string {
  if (body === '') return '{}';
  return isBinary && handling === 'CONVERT_TO_TEXT'
    ? base64Encode(bytesOf(body))
    : textOfContent(body);
}

/** A function can return Base64 only as a text of JSON, whose quotes are none of it. */
function unquoted({ body }: HttpResponse, handling: Route['contentHandling']): Content {
  if (handling !== 'CONVERT_TO_BINARY' || typeof body !== 'string') return body;
  return /^"([^"\\]*)"$/.exec(body)?.[1] ?? body;
}

/** Without a template of its own, what the request's template has set of the response holds. */
function untouched(text: string, { overrides }: Pending): Rendered {
  const { status = null, header: headers = null } = overrides?.responseOverride ?? {};
  return {
    text,
    status: status === null || isObject(status) ? undefined : Number(status),
    headers: isObject(headers) ? headersOf(headers) : {},
    overrides: overrides ?? { requestOverride: {}, responseOverride: {} },
  };
}

function isSelected(pattern: string, text: string): boolean {
  try {
    return compileRegularExpression(`^(?:${pattern})$`, { dotAll: true }).test(text);
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    throw new TemplateProblem(`the selection pattern ${pattern}: ${error.message}`);
  }
}

/** Chosen by the Accept header, else the one for JSON. */
function responseTemplate(
  { template, templates }: IntegrationResponse,
  { request }: Pending,
): string | undefined {
  const accept = header(request.headers, 'accept') ?? '';
  return template ?? member(templates, accept) ?? member(templates, 'application/json');
}
