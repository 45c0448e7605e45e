/** Models of request bodies: JSON Schema draft 4, validated by ajv with a limit on the work. */
import Ajv from 'ajv-draft-04';
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import { compileRegularExpression, LimitReached, Work } from '@stepthrough/expressions';

type Models = JsonObject;

/** Added to every schema: it counts each time that one is applied to a value. */
const counter = 'x-stepthrough-counted';

/** A model that cannot be used, with what is wrong. */
export class ModelProblem extends Error {}

/** Whether a body is as a model says. Models name each other by their names alone. @throws ModelProblem */
export function validateModel(model: JsonObject, models: Models, body: Json): boolean {
  const work = new Work();
  const validate = compile(model, models, work);
  try {
    return validate(body);
  } catch (problem) {
    if (problem instanceof LimitReached) throw new ModelProblem(problem.message);
    if (problem instanceof RangeError) {
      throw new ModelProblem('The model refers to itself without end, or the body is too deep.');
    }
    throw problem;
  }
}

function compile(model: JsonObject, models: Models, work: Work): (body: Json) => boolean {
  // Models that refer to each other would be written out many times.
  const ajv = new Ajv({
    strict: false,
    logger: false,
    // A body without a member `constructor` does not have the one that every object inherits.
    ownProperties: true,
    inlineRefs: false,
    code: { regExp: Object.assign(engineWith(work), { code: 'compileRegularExpression' }) },
  });
  ajv.addKeyword({
    keyword: counter,
    validate: () => {
      work.spend('steps');
      return true;
    },
  });
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    validate: (isAsked: boolean, items: readonly Json[]) => !isAsked || areUnique(items, work),
  });
  try {
    for (const [name, other] of Object.entries(models)) {
      if (!isObject(other)) throw new ModelProblem(`The model ${name} is no JSON Schema object.`);
      ajv.addSchema(local(other), idOf(name));
    }
    return ajv.compile(local(model));
  } catch (problem) {
    // The library's error for a schema that is none, or a reference to none.
    if (!(problem instanceof Error) || problem instanceof ModelProblem) throw problem;
    throw new ModelProblem(`The model cannot be used: ${problem.message}`);
  }
}

function engineWith(work: Work) {
  return (source: string) => {
    const expression = compileRegularExpression(source);
    // The library tells expressions apart by their text.
    return { test: (text: string) => expression.test(text, work), toString: () => source };
  };
}

/** By a text that equal items share, since comparing each with each takes the square of their number. */
function areUnique(items: readonly Json[], work: Work): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const text = canonical(item);
    work.spend('steps', text.length >> 4);
    if (seen.has(text)) return false;
    seen.add(text);
  }
  return true;
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, member: Json) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** Where ajv would look for the draft that `$schema` names, or wait for an answer. */
const left = new Set(['$schema', '$async']);

const schemas = new Set(['additionalProperties', 'additionalItems', 'items', 'not']);
const listsOfSchemas = new Set(['allOf', 'anyOf', 'oneOf', 'items']);
const mapsOfSchemas = new Set(['properties', 'patternProperties', 'definitions', 'dependencies']);

/** The schema with a counter in each of its parts, and references to models by their names. */
function local(schema: JsonObject): JsonObject {
  const members = Object.entries(withEveryProperty(schema))
    .filter(([name]) => !left.has(name))
    .map(([name, value]): [string, Json] => [name, localMember(name, value)]);
  return Object.fromEntries([...members, [counter, true]]);
}

/** The library looks past a property `__proto__`, but not where a pattern names it. */
function withEveryProperty(schema: JsonObject): JsonObject {
  const { properties = null, patternProperties = null } = schema;
  const hidden = isObject(properties) ? member(properties, '__proto__') : undefined;
  if (hidden === undefined) return schema;
  const patterns = isObject(patternProperties) ? patternProperties : {};
  return { ...schema, patternProperties: { ...patterns, '^__proto__$': hidden } };
}

function localMember(name: string, value: Json): Json {
  if (name === '$ref' && typeof value === 'string') return localReference(value);
  if (listsOfSchemas.has(name) && isArray(value)) return value.map(localPart);
  if (mapsOfSchemas.has(name) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, localPart(part)]));
  }
  return schemas.has(name) ? localPart(value) : value;
}

/** What stands where a schema could: a boolean, or a list of names, too. */
function localPart(part: Json): Json {
  return isObject(part) ? local(part) : part;
}

/** What a reference names, as the library finds it: a part of the same schema, or a model. */
function localReference(address: string): string {
  if (address.startsWith('#')) return address;
  const prefix = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\//;
  return idOf(address.replace(prefix, ''));
}

/** The library keeps schemas in a record by their ids, where a name such as `constructor` is taken. */
function idOf(model: string): string {
  return `model-${model}`;
}
