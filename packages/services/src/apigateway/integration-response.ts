/** Integration responses: which one an answer selects, and the HTTP response that it makes. */
import { isObject, member } from '@stepthrough/json';
import { compileRegularExpression, LimitReached } from '@stepthrough/expressions';
import type { Route } from '@stepthrough/scenario';
import type { Context } from '../contract/service.ts';
import { gatewayError } from './errors.ts';
import { header, headersOf } from './headers.ts';
import { mappedValue } from './parameter-mapping.ts';
import { render } from './request-template.ts';
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
  const chosen =
    responses.find(({ pattern }) => pattern !== undefined && isSelected(pattern, selected)) ??
    responses.find(({ pattern }) => pattern === undefined);
  if (!chosen) return gatewayError('API_CONFIGURATION_ERROR', pending);
  const template = responseTemplate(chosen, pending);
  const rendered: Rendered =
    template === undefined
      ? untouched(answer.body, pending)
      : render(template, pending, context, answer.body === '' ? '{}' : answer.body);
  const headers = Object.entries(chosen.headers).flatMap(([name, value]): [string, string][] => {
    const mapped = mappedValue(value, pending, context, answer);
    return mapped === undefined ? [] : [[name, mapped]];
  });
  return {
    status: rendered.status ?? chosen.status,
    headers: {
      'Content-Type': 'application/json',
      ...Object.fromEntries(headers),
      ...rendered.headers,
    },
    body: rendered.text,
  };
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
