/** OpenAPI documents as data: Swagger 2.0 and OpenAPI 3.0, of JSON or YAML. */
import { parse, toJson, valueOf, type SourceNode } from '@stepthrough/asl';
import { base64DecodeText, isObject, member, utf8Size, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../../../contract/outcome.ts';
import { badRequest } from '../refusals.ts';

export interface ApiDocument {
  readonly root: JsonObject;
  readonly syntax: 'swagger' | 'openapi';
}

/** Bytes: 6 MB (API reference, ImportRestApi). */
const maxSize = 6 * 1_048_576;

/**
 * What a request's body says: the text of a document, or its bytes in Base64. One cannot be taken for
 * the other, since a document has a colon or a brace, and Base64 has neither.
 */
export function readDocument(body: string): ApiDocument | Refusal {
  const text = /[^A-Za-z0-9+/=\s]/.test(body) ? body : base64DecodeText(body.replace(/\s/g, ''));
  if (text === undefined) return unreadable;
  if (utf8Size(text) > maxSize) {
    return badRequest(`The definition is larger than the ${maxSize} bytes that can be imported.`);
  }
  const node = nodeOf(text.replace(/^\uFEFF/, ''));
  if (node?.kind !== 'object') return unreadable;
  const root = toJson(node);
  if (!isObject(root)) return unreadable;
  const syntax = syntaxOf(root);
  return syntax ? { root: withVersion(root, node, text), syntax } : unreadable;
}

const unreadable = badRequest('Invalid OpenAPI input.');

/** A document that begins with a brace may be YAML, too. */
function nodeOf(text: string): SourceNode | undefined {
  const syntaxes = /^\s*\{/.test(text) ? (['json', 'yaml'] as const) : (['yaml'] as const);
  for (const syntax of syntaxes) {
    const { root, problems } = parse(text, syntax);
    if (root && problems.length === 0) return root;
  }
  return undefined;
}

/** YAML may write the version as a number. */
function syntaxOf(root: JsonObject): ApiDocument['syntax'] | undefined {
  const swagger = member(root, 'swagger');
  if (swagger === '2.0' || swagger === 2) return 'swagger';
  const openapi = member(root, 'openapi');
  const isThree = openapi === 3 || (typeof openapi === 'string' && /^3\.0(?:\.|$)/.test(openapi));
  return isThree ? 'openapi' : undefined;
}

/** The API's version as it is written: `1.0` is not the number 1. */
function withVersion(root: JsonObject, node: SourceNode & { kind: 'object' }, text: string) {
  const info = valueOf(node, 'info');
  const version = info?.kind === 'object' ? valueOf(info, 'version') : undefined;
  const { info: before } = root;
  if (version?.kind !== 'number' || !isObject(before)) return root;
  const written = text.replace(/^\uFEFF/, '').slice(version.range.start, version.range.end);
  return { ...root, info: { ...before, version: written } };
}
