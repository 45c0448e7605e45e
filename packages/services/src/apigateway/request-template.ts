/** Mapping templates of requests: which one is used, and what it is given. */
import { member } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import { header } from './headers.ts';
import { restContext } from './request-context.ts';
import type { Pending } from './state.ts';
import { renderTemplate, type Rendered } from './velocity/render-template.ts';
import { webSocketContext } from './websocket-event.ts';

/** The template for the request's content type, as `passthrough` decides where there is none. */
export function templateOf(
  { request, declared: { route } }: Pending,
  standard: string,
): string | undefined {
  const { requestTemplate, requestTemplates, passthrough = 'WHEN_NO_MATCH' } = route;
  if (requestTemplate !== undefined) return requestTemplate;
  if (!requestTemplates) return passthrough === 'NEVER' ? undefined : standard;
  const type = header(request.headers, 'content-type')?.split(';')[0] ?? 'application/json';
  const found = member(requestTemplates, type) ?? member(requestTemplates, '$default');
  if (found !== undefined) return found;
  return passthrough === 'WHEN_NO_MATCH' ? '$input.body' : undefined;
}

/** The request rendered; an empty body is an empty object. @throws TemplateProblem */
export function renderRequest(template: string, pending: Pending, context: Context): Rendered {
  return render(template, pending, context, pending.request.body ?? '{}');
}

/** `body`: what `$input` reads. @throws TemplateProblem */
export function render(
  template: string,
  pending: Pending,
  context: Context,
  body: string,
): Rendered {
  const { request, pathParameters, frame, declared } = pending;
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
      ...(frame ? webSocketContext(pending, context) : restContext(pending, context)),
      ...pending.overrides,
    },
    stageVariables: declared.stage.variables,
  });
}
