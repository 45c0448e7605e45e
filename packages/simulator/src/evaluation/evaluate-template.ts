/**
 * The one way to evaluate the JSONata that users wrote: where the run is when that takes a moment,
 * otherwise on a thread that is stopped when it takes too long or too much memory.
 */
import { member } from '@stepthrough/json';
import {
  evaluateBriefly,
  type JsonataOutcome,
  JsonataTemplates,
  namesInJsonata,
  unfinished,
} from '@stepthrough/expressions';
import { isolatedEvaluation } from './isolated-evaluation.ts';
import { randomOf } from './random.ts';
import type { TemplateRequest } from './template-request.ts';

/** Of the machines that run in this process, which are compiled once for all their executions. */
const templates = new JsonataTemplates();

/** Never rejects: a failure, also by a limit, is the outcome in AWS's words. */
export async function evaluateTemplate(request: TemplateRequest): Promise<JsonataOutcome> {
  const { template, field, states, variables, now, seed } = request;
  const bindings = { states, variables, now, random: randomOf(seed) };
  const brief = evaluateBriefly(template, field, bindings, templates);
  if (brief) {
    const outcome = await brief;
    if (outcome !== unfinished) return outcome;
  }
  const names = namesInJsonata(template, Object.keys(variables), templates);
  const read = Object.fromEntries(names.map((name) => [name, member(variables, name) ?? null]));
  return isolatedEvaluation({ template, field, states, variables: read, now, seed });
}
