/** Mapping templates of requests: which one is used, and what it is given. */
import { member, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import { textOfContent, type Content } from '../contract/content.ts';
import { isFrame } from './frames.ts';
import { header } from './headers.ts';
import { firstType } from './media-types.ts';
import { restContext } from './request-context.ts';
import type { Pending } from './state.ts';
import { renderTemplate, type Rendered } from './velocity/render-template.ts';
import { webSocketContext } from './websocket-event.ts';

type Transformation =
  | { readonly kind: 'template'; readonly template: string }
  /** The body goes on as it is. */
  | { readonly kind: 'passthrough' }
  /** Unsupported media type. */
  | { readonly kind: 'refused' };

const passthrough: Transformation = { kind: 'passthrough' };

/**
 * What becomes of a body of this content type, as `passthrough` decides where there is no template.
 *
 * @param standard template of a route that declares none
 */
export function transformationOf(
  { request, declared: { route } }: Pending,
  standard?: string,
): Transformation {
  const { requestTemplate, requestTemplates, passthrough: behaviour = 'WHEN_NO_MATCH' } = route;
  if (requestTemplate !== undefined) return { kind: 'template', template: requestTemplate };
  if (!requestTemplates) {
    if (behaviour === 'NEVER') return { kind: 'refused' };
    return standard === undefined ? passthrough : { kind: 'template', template: standard };
  }
  const type = firstType(header(request.headers, 'content-type') ?? 'application/json');
  const found = member(requestTemplates, type) ?? member(requestTemplates, '$default');
  if (found !== undefined) return { kind: 'template', template: found };
  return behaviour === 'WHEN_NO_MATCH' ? passthrough : { kind: 'refused' };
}

/** The request rendered; an empty body is an empty object. @throws TemplateProblem */
export function renderRequest(
  template: string,
  pending: Pending,
  context: Context,
  body = textBodyOf(pending),
): Rendered {
  return render(template, pending, context, body === undefined || body === '' ? '{}' : body);
}

/** The body of a request as templates, mappings and models see it. */
export function textBodyOf({
  request: { body },
}: {
  readonly request: { readonly body: Content | undefined };
}): string | undefined {
  return body === undefined ? undefined : textOfContent(body);
}

/** `$context` of templates and mappings. */
export function contextOf(pending: Pending, context: Context): JsonObject {
  return isFrame(pending) ? webSocketContext(pending, context) : restContext(pending, context);
}

/** `body`: what `$input` reads. @throws TemplateProblem */
export function render(
  template: string,
  pending: Pending,
  context: Context,
  body: string,
): Rendered {
  const { request, pathParameters, declared } = pending;
  return renderTemplate(template, {
    body,
    parameters: {
      path: pathParameters,
      querystring: Object.fromEntries(
        Object.entries(request.query).map(([name, values]) => [name, values.at(-1) ?? '']),
      ),
      header: request.headers,
    },
    context: {
      ...contextOf(pending, context),
      ...pending.overrides,
    },
    stageVariables: declared.stage.variables,
  });
}
