/** What a message may contain: characters of its body, names, types and values of its attributes. */
import { member } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';

/** The most attributes of one message. */
const attributeLimit = 10;

/** Characters of a name, and of a type. */
const nameLimit = 256;

const invalidCharacters =
  'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF';

export function bodyProblem(body: string): Refusal | undefined {
  if (body === '') return missingParameter('MessageBody');
  return isClean(body) ? undefined : refusal('InvalidMessageContents', invalidCharacters);
}

export function attributesProblem(attributes: MessageAttributes): Refusal | undefined {
  const given = Object.entries(attributes);
  if (given.length > attributeLimit) {
    return invalidParameter(
      `Number of message attributes [${given.length}] exceeds the allowed maximum [${attributeLimit}].`,
    );
  }
  for (const [name, attribute] of given) {
    const problem = nameProblem(name) ?? attributeProblem(name, attribute);
    if (problem !== undefined) return invalidParameter(problem);
  }
  return undefined;
}

/** There is one attribute of the system that a sender can set. */
export function systemAttributesProblem(attributes: MessageAttributes): Refusal | undefined {
  const wrong = Object.keys(attributes).find((name) => name !== 'AWSTraceHeader');
  if (wrong !== undefined) {
    return invalidParameter(`Message system attribute name '${wrong}' is invalid.`);
  }
  const trace = member(attributes, 'AWSTraceHeader');
  return trace === undefined || trace.DataType === 'String'
    ? undefined
    : invalidParameter("Message system attribute 'AWSTraceHeader' must be of type 'String'.");
}

function nameProblem(name: string): string | undefined {
  if (name.length > nameLimit) {
    return `Message (user) attribute names must be shorter than ${nameLimit} Bytes`;
  }
  if (!/^[\w.-]+$/.test(name)) {
    return `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`;
  }
  if (/^(?:aws|amazon)\./i.test(name)) {
    return `The message attribute name '${name}' is invalid. Attribute name cannot start with 'AWS.' or 'Amazon.' in any casing.`;
  }
  return /^\.|\.\.|\.$/.test(name)
    ? `The message attribute name '${name}' is invalid. Attribute name cannot start or end with a period, or have periods in succession.`
    : undefined;
}

function attributeProblem(name: string, attribute: MessageAttributes[string]): string | undefined {
  const { DataType = '', StringValue, BinaryValue } = attribute;
  const [type = ''] = DataType.split('.');
  if (DataType === '') {
    const missing = Object.keys(attribute).length === 0 ? 'value' : 'type';
    return `The message (user) attribute '${name}' must contain a non-empty message attribute ${missing}.`;
  }
  if (!['String', 'Number', 'Binary'].includes(type)) {
    return `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`;
  }
  if (DataType.length > nameLimit) {
    return `Message (user) attribute types must be shorter than ${nameLimit} Bytes`;
  }
  const value = (type === 'Binary' ? BinaryValue : StringValue) ?? '';
  if (value === '') {
    return `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`;
  }
  if (type !== 'Binary' && !isClean(value)) return invalidCharacters;
  return type === 'Number' && !isNumber(value)
    ? `Can't cast the value of message (user) attribute '${name}' to a number.`
    : undefined;
}

function isNumber(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value));
}

function isClean(value: string): boolean {
  return !/[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(value);
}
