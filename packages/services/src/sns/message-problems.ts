/** What SNS refuses of a message before any subscriber is asked. */
import { isObject, member, parseJson, utf8Size } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import type { Refusal } from '../contract/outcome.ts';
import { members, text } from '../contract/request-form.ts';
import {
  messageAttributes,
  sizeOf,
  type MessageAttributes,
} from '../message-attributes/message-attributes.ts';
import { invalidParameter, refusal } from './errors.ts';
import type { Topic } from './state.ts';

/** What Publish, and each entry of PublishBatch, says of a message. */
export const outgoing = members({
  Message: text,
  Subject: text,
  MessageStructure: text,
  MessageAttributes: messageAttributes,
  MessageDeduplicationId: text,
  MessageGroupId: text,
});

export type Outgoing = Infer<typeof outgoing>;

/** Why a message is refused whoever it is for. `keys`: texts that may stand for the default one. */
export function messageProblem(
  { Message = '', Subject, MessageStructure, MessageAttributes = {} }: Outgoing,
  keys: readonly string[] = [],
): Refusal | undefined {
  if (Message === '') return invalidParameter('Empty message');
  if (Subject !== undefined && !isSubject(Subject)) return invalidParameter('Subject');
  return structureProblem(Message, MessageStructure, keys) ?? attributesProblem(MessageAttributes);
}

/** Bytes of the text and its attributes. */
export function lengthOf({ Message = '', MessageAttributes = {} }: Outgoing): number {
  return sizeOf(Message, MessageAttributes);
}

/** Why a topic refuses the group and the deduplication id of a message. */
export function fifoProblem(
  { MessageGroupId: group, MessageDeduplicationId: id }: Outgoing,
  { isFifo, attributes }: Topic,
): Refusal | undefined {
  if (isFifo && group === undefined) {
    return invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  }
  if (!isFifo && id !== undefined) {
    return invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (group !== undefined && !isFifoId(group))
    return invalidParameter(fifoIdReason('MessageGroupId'));
  if (id !== undefined && !isFifoId(id)) {
    return invalidParameter(fifoIdReason('MessageDeduplicationId'));
  }
  return isFifo && id === undefined && attributes['ContentBasedDeduplication'] !== 'true'
    ? invalidParameter(
        'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      )
    : undefined;
}

/** 1 to 100 characters, without line breaks and control characters. */
function isSubject(subject: string): boolean {
  return subject !== '' && subject.length <= 100 && !/\p{Cc}/u.test(subject);
}

function isFifoId(id: string): boolean {
  return /^[!-~]{1,128}$/.test(id);
}

function fifoIdReason(name: string): string {
  return `${name} Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length`;
}

function structureProblem(
  message: string,
  structure: string | undefined,
  keys: readonly string[],
): Refusal | undefined {
  if (structure === undefined) return undefined;
  if (structure !== 'json') return invalidParameter('MessageStructure');
  const texts = parseJson(message);
  if (!isObject(texts)) {
    return invalidParameter('Message Structure - JSON message body failed to parse');
  }
  return ['default', ...keys].some((key) => typeof member(texts, key) === 'string')
    ? undefined
    : invalidParameter('Message Structure - No default entry in JSON message body');
}

function attributesProblem(attributes: MessageAttributes): Refusal | undefined {
  for (const [name, attribute] of Object.entries(attributes)) {
    const problem = nameProblem(name) ?? valueProblem(name, attribute);
    if (problem !== undefined) return refusal('InvalidParameterValueException', problem);
  }
  return undefined;
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'The message attribute name must not be empty.';
  if (utf8Size(name) > 256) return 'Length of message attribute name must be less than 256 bytes.';
  const [wrong] = /[^\w.-]/.exec(name) ?? [];
  if (wrong !== undefined) {
    const code = wrong.charCodeAt(0).toString(16).toUpperCase();
    return `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`;
  }
  if (name.startsWith('.'))
    return "Invalid message attribute name starting with character '.' was found.";
  if (name.endsWith('.'))
    return "Invalid message attribute name ending with character '.' was found.";
  if (name.includes('..')) return "Message attribute name can not have successive '.' character.";
  return /^(?:aws|amazon)\./i.test(name)
    ? 'You can not use message attribute names starting with AWS. or Amazon. (or any casing variants).'
    : undefined;
}

function valueProblem(
  name: string,
  { DataType: type = '', StringValue: value, BinaryValue: bytes }: MessageAttributes[string],
): string | undefined {
  const of = `The message attribute '${name}'`;
  if (type === '') return `${of} must contain non-empty message attribute type.`;
  const [, kind] = /^(String|Number|Binary)(?:\.[^]+)?$/.exec(type) ?? [];
  if (kind === undefined) {
    return `${of} has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`;
  }
  if ((value ?? '') === '' && (bytes ?? '') === '') {
    return `${of} must contain non-empty message attribute value for message attribute type '${type}'.`;
  }
  const field = kind === 'Binary' ? 'Binary' : 'String';
  if ((field === 'Binary' ? bytes : value) === undefined) {
    return `${of} with type '${type}' must use field '${field}'.`;
  }
  return kind === 'Number' && !isNumber(value ?? '')
    ? `Could not cast message attribute '${name}' value to number.`
    : undefined;
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
}
