/** Models of a definition: those that it names, and those of schemas that stand where they are used. */
import { createHash } from 'node:crypto';
import { isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import { textIn, type Definition } from './definition.ts';
import type { ModelPlan } from './plan.ts';

export class Models {
  readonly #plans = new Map<string, ModelPlan>();
  /** Names of models that were made of schemas without one. */
  readonly #made = new Map<JsonObject, string>();

  constructor(definition: Definition) {
    const named = Object.entries(definition.components('schemas', 'definitions'));
    for (const [name, schema] of named) {
      definition.spend(1);
      if (isObject(schema)) this.#plans.set(name, { name, schema });
    }
  }

  get plans(): readonly ModelPlan[] {
    return [...this.#plans.values()];
  }

  /** The model of a schema: the one that it refers to, or one that is made of it, once. */
  nameOf(schema: JsonObject): string {
    const { $ref: reference } = schema;
    if (typeof reference === 'string') return nameIn(reference);
    const known = this.#made.get(schema);
    if (known !== undefined) return known;
    const digest = createHash('sha256').update(JSON.stringify(schema)).digest('hex');
    const name = `MODEL${digest.slice(0, 6)}`;
    this.#made.set(schema, name);
    this.#plans.set(name, { name, schema });
    return name;
  }
}

/** What AWS calls the schema of a single value, of which it makes no model of an answer; else `undefined`. */
export function primitiveTypeOf(
  schema: JsonObject,
  { isSwagger }: Pick<Definition, 'isSwagger'>,
): string | undefined {
  const type = textIn(schema, 'type') ?? '';
  const kind = member(formats, textIn(schema, 'format') ?? '') ?? member(primitives, type);
  if (kind === undefined || member(primitives, type) === undefined) return undefined;
  return `${kind}${isSwagger ? 'Property' : 'Schema'}`;
}

const primitives = {
  string: 'String',
  integer: 'Integer',
  number: 'Number',
  boolean: 'Boolean',
  file: 'File',
};

const formats = {
  binary: 'Binary',
  byte: 'ByteArray',
  date: 'Date',
  'date-time': 'DateTime',
  email: 'Email',
  password: 'Password',
  uuid: 'UUID',
};

/** The last part of a reference, `Pet` of `#/definitions/Pet`. */
function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

interface SchemaText {
  readonly text: string;
  /** Models that it refers to. */
  readonly models: ReadonlySet<string>;
  /** A reference that is to no model. */
  readonly wrong?: string;
}

/** JSON Schema text of a model, in which references are the addresses of the API's models. */
export function schemaText(schema: JsonObject, apiId: string): SchemaText {
  const models = new Set<string>();
  let wrong: string | undefined;
  const addressed = (reference: string): string => {
    const [, name] =
      /^(?:#\/(?:definitions|components\/schemas)|https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models)\/([^/]+)$/.exec(
        reference,
      ) ?? [];
    if (name === undefined) wrong ??= reference;
    else models.add(name);
    return `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name ?? ''}`;
  };
  const text = JSON.stringify(schema, (key, value: Json) =>
    key === '$ref' && typeof value === 'string' ? addressed(value) : value,
  );
  return { text, models, ...(wrong === undefined ? {} : { wrong }) };
}
