/** What DynamoDB's deserializer makes of a request, before anything looks at what it means. */
import {
  base64Decode,
  isArray,
  isObject,
  member,
  setMember,
  type Json,
  type JsonObject,
} from '@stepthrough/json';
import { failure, type Refusal } from '../../contract/outcome.ts';
import type { Context, Operation, Result } from '../../contract/service.ts';
import {
  ownParameters,
  parameters,
  structures,
  type Members,
  type Scalar,
  type WireType,
} from './wire-types.ts';

/** An operation whose requests are deserialized as DynamoDB does it: the first value of another type is told. */
export function deserialized<S, K>(name: string, perform: Operation<S, K>): Operation<S, K> {
  const types: Members = { ...parameters, ...member(ownParameters, name) };
  const checked = (request: JsonObject, state: S, context: Context): Result<S, K> => {
    const read = readMembers(request, types);
    return read instanceof Misfit
      ? { state, outcome: read.refusal }
      : perform(read, state, context);
  };
  return Object.assign(checked, { form: perform.form, unsimulated: perform.unsimulated });
}

/** A value of another type. */
class Misfit {
  readonly refusal: Refusal;

  constructor(message: string) {
    this.refusal = failure('SerializationException', message);
  }
}

const notStructure = 'Start of structure or map found where not expected';
const javaPackage = 'com.amazonaws.dynamodb.v20120810';

/** Values that are as they have to be stay the same objects. */
function read(value: Json, type: WireType, within: 'member' | 'element'): Json | Misfit {
  if (value === null) return value;
  switch (type.is) {
    case 'scalar':
      return readScalar(value, type.of);
    case 'list':
      if (isArray(value)) return readElements(value, type.of);
      return isObject(value) ? new Misfit(notStructure) : new Misfit(scalarInstead(type, within));
    case 'map':
      if (isArray(value)) {
        return new Misfit(
          `Unrecognized collection type java.util.Map<java.lang.String, ${javaName(type.of)}>`,
        );
      }
      if (!isObject(value)) return new Misfit(scalarInstead(type, within));
      return readEach(value, () => type.of, 'element');
    case 'structure':
      if (isArray(value)) {
        return new Misfit(`Unrecognized collection type class ${javaName(type)}`);
      }
      if (!isObject(value)) return new Misfit(scalarInstead(type, within));
      return readMembers(value, member(structures, type.name) ?? {});
  }
}

/** Of a structure: a member that is null counts as left out. */
function readMembers(value: JsonObject, types: Members): JsonObject | Misfit {
  const read = readEach(value, (name) => member(types, name), 'member');
  if (read instanceof Misfit || !Object.values(read).includes(null)) return read;
  return Object.fromEntries(Object.entries(read).filter(([, inner]) => inner !== null));
}

function readEach(
  value: JsonObject,
  typeOf: (name: string) => WireType | undefined,
  within: 'member' | 'element',
): JsonObject | Misfit {
  let changed: { [name: string]: Json } | undefined;
  for (const [name, inner] of Object.entries(value)) {
    const type = typeOf(name);
    const after = type ? read(inner, type, within) : inner;
    if (after instanceof Misfit) return after;
    if (after !== inner) setMember((changed ??= { ...value }), name, after);
  }
  return changed ?? value;
}

function readElements(value: readonly Json[], type: WireType): readonly Json[] | Misfit {
  let changed: Json[] | undefined;
  for (const [at, inner] of value.entries()) {
    const after = read(inner, type, 'element');
    if (after instanceof Misfit) return after;
    if (after !== inner) (changed ??= [...value])[at] = after;
  }
  return changed ?? value;
}

/** A text, number or truth value where a list, map or structure has to be. */
function scalarInstead({ is }: WireType, within: 'member' | 'element'): string {
  if (within === 'member') return 'Unexpected field type';
  if (is === 'structure') return 'Unexpected value type in payload';
  const parameterized = 'sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl';
  return `class ${parameterized} cannot be cast to class java.lang.Class (${parameterized} and java.lang.Class are in module java.base of loader 'bootstrap')`;
}

function readScalar(value: Json, wanted: Scalar): Json | Misfit {
  if (isArray(value)) {
    const name = wanted === 'Blob' ? 'java.nio.ByteBuffer' : `java.lang.${wanted}`;
    return new Misfit(`Unrecognized collection type class ${name}`);
  }
  if (isObject(value)) return new Misfit(notStructure);
  switch (wanted) {
    case 'Blob':
      return blob(value);
    case 'Boolean':
      return truth(value);
    case 'String':
      return typeof value === 'string' ? value : converted(value, wanted);
    case 'Integer':
    case 'Long':
      return typeof value === 'number' ? Math.floor(value) : converted(value, wanted);
    case 'Double':
      return typeof value === 'number' ? value : converted(value, wanted);
  }
}

function converted(value: Json, wanted: Scalar): Misfit {
  return new Misfit(`${tokenOf(value)}_VALUE cannot be converted to ${wanted}`);
}

/** The parser's name of a token. */
function tokenOf(value: Json): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return 'STRING';
  return Number.isInteger(value) ? 'NUMBER' : 'DECIMAL';
}

const truths: { readonly [text: string]: boolean } = {
  TRUE: true,
  YES: true,
  1: true,
  FALSE: false,
  NO: false,
  0: false,
};

function truth(value: Json): boolean | Misfit {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return converted(value, 'Boolean');
  return member(truths, value.toUpperCase()) ?? new Misfit('Unexpected token received from parser');
}

function blob(value: Json): string | Misfit {
  if (typeof value !== 'string') {
    return new Misfit('only base-64-encoded strings are convertible to bytes');
  }
  if (value.length % 4 !== 0) {
    return new Misfit(
      `Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`,
    );
  }
  // AWS's own spelling.
  return base64Decode(value) === undefined
    ? new Misfit('Invalid last non-pad Base64 character dectected')
    : value;
}

function javaName(type: WireType): string {
  switch (type.is) {
    case 'structure':
      return `${javaPackage}.${type.name}`;
    case 'scalar':
      return `java.lang.${type.of}`;
    case 'list':
      return `java.util.List<${javaName(type.of)}>`;
    case 'map':
      return `java.util.Map<java.lang.String, ${javaName(type.of)}>`;
  }
}
