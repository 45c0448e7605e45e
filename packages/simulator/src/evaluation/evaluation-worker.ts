/** The thread's side of isolated evaluations: one request at a time, told of each expression that begins. */
import { parentPort } from 'node:worker_threads';
import type { Json } from '@stepthrough/json';
import { evaluateJsonata, JsonataTemplates } from '@stepthrough/expressions';
import { randomOf } from './random.ts';
import type { FromWorker, TemplateRequest } from './template-request.ts';

parentPort?.on('message', (request: TemplateRequest) => {
  const { field, states, variables, now, seed } = request;
  const template = sameTemplate(request.template);
  const begins = (index: number): void => {
    send({ kind: 'begins', index });
  };
  const bindings = { states, variables, now, random: randomOf(seed) };
  void evaluateJsonata(template, field, bindings, begins, compiled).then((outcome) => {
    send({ kind: 'outcome', outcome });
  });
});

/** Templates are compiled once for each object, and every message brings a new one. */
const templates = new Map<string, Json>();
const compiled = new JsonataTemplates();

function sameTemplate(template: Json): Json {
  const text = JSON.stringify(template);
  const known = templates.get(text) ?? template;
  if (templates.size >= 1000) templates.clear();
  templates.set(text, known);
  return known;
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}
