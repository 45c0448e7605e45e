/**
 * The one way to evaluate the JSONata that users wrote: where the run is when that takes a moment,
 * otherwise on a thread that is stopped when it takes too long or too much memory.
 */
import { type Json, member } from '@stepthrough/json';
import {
  evaluateBriefly,
  type JsonataOutcome,
  JsonataTemplates,
  namesInJsonata,
  unfinished,
} from '@stepthrough/expressions';
import { isolatedEvaluation } from './isolated-evaluation.ts';
import { randomOf } from './random.ts';

/** Plain data, so that it can go to another thread. */
export interface TemplateRequest {
  readonly template: Json;
  /** The field that the template is, as causes name it. */
  readonly field: string;
  /** `$states` */
  readonly states: { readonly [member: string]: Json };
  readonly variables: { readonly [name: string]: Json };
  /** Virtual time in milliseconds since the epoch; it stands still during the evaluation. */
  readonly now: number;
  /** The same seed gives the same random numbers. */
  readonly seed: string;
}

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
