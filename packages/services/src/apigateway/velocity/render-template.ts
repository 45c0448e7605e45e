/**
 * Mapping templates as AWS renders them: velocityjs reads them, and what they may touch and how much
 * work they may make is decided here.
 */
import { LimitReached, Work } from '@stepthrough/expressions';
import { isObject, type JsonObject } from '@stepthrough/json';
import { inputOf, type Parameters, utilitiesWith } from './host-objects.ts';
import { TemplateProblem } from './problem.ts';
import { Renderer } from './renderer.ts';
import { fromJson, isScalar, JavaMap, memberOf, toJson, type Value } from './values.ts';

interface TemplateFacts {
  readonly body: string;
  readonly parameters: Parameters;
  readonly context: JsonObject;
  readonly stageVariables: JsonObject;
}

/** What `#set($context.responseOverride…)` has set, besides the text. */
export interface Rendered {
  readonly text: string;
  readonly status: number | undefined;
  readonly headers: { readonly [name: string]: string };
  readonly overrides: Overrides;
}

/** What templates have set of the request and of the response, which the next template reads. */
export interface Overrides {
  readonly requestOverride: JsonObject;
  readonly responseOverride: JsonObject;
}

const noOverride: JsonObject = { header: {}, path: {}, querystring: {} };

/** API Gateway's limit on a template, in bytes. */
const maxTemplateBytes = 300 * 1024;

/** @throws TemplateProblem */
export function renderTemplate(template: string, facts: TemplateFacts): Rendered {
  if (Buffer.byteLength(template) > maxTemplateBytes) {
    throw new TemplateProblem(
      'the mapping template is larger than 300 KB, which API Gateway does not take.',
    );
  }
  const work = new Work();
  try {
    const context = fromJson(
      { requestOverride: noOverride, responseOverride: { header: {} }, ...facts.context },
      work,
    );
    const renderer = new Renderer(
      {
        input: inputOf(facts.body, facts.parameters, work),
        util: utilitiesWith(work),
        context,
        stageVariables: fromJson(facts.stageVariables, work),
      },
      work,
    );
    const text = renderer.render(template);
    return { text, ...overrideIn(context) };
  } catch (problem) {
    if (problem instanceof LimitReached) throw new TemplateProblem(problem.message);
    if (problem instanceof RangeError) {
      // The stack is used up.
      throw new TemplateProblem('the mapping template, or a value in it, is nested too deep.');
    }
    throw problem;
  }
}

function overrideIn(context: Value): Omit<Rendered, 'text'> {
  const override = memberOf(context, 'responseOverride');
  const status = memberOf(override, 'status');
  const header = memberOf(override, 'header');
  const headers = header instanceof JavaMap ? [...header.entries] : [];
  return {
    status: isScalar(status) ? Number(status) : undefined,
    headers: Object.fromEntries(
      headers.flatMap(([name, value]) => (isScalar(value) ? [[name, String(value)]] : [])),
    ),
    overrides: {
      requestOverride: objectAt(context, 'requestOverride'),
      responseOverride: objectAt(context, 'responseOverride'),
    },
  };
}

function objectAt(context: Value, name: string): JsonObject {
  const value = toJson(memberOf(context, name));
  return isObject(value) ? value : {};
}
