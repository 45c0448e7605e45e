/** Items and their values in DynamoDB's own JSON, which names the type of each value. */
import { failure, type Refusal } from '../../contract/outcome.ts';

export type AttributeValue =
  | { readonly S: string }
  /** In plain digits. */
  | { readonly N: string }
  /** Base64. */
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

export type Item = { readonly [name: string]: AttributeValue };

/** The types by their names in DynamoDB's JSON, with the words that some messages have for them. */
export const typeNames = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
} as const;

type TypeName = keyof typeof typeNames;

export function typeOf(value: AttributeValue): TypeName {
  for (const type in value) if (isTypeName(type)) return type;
  throw new Error('An attribute value has no type.');
}

export function isTypeName(name: string): name is TypeName {
  return Object.hasOwn(typeNames, name);
}

export function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

/** A refusal in DynamoDB's plain form. */
export function invalid(message: string): Refusal {
  return failure('ValidationException', message);
}

/** A part of AWS's API that a scenario has to answer by itself. */
export function notSimulated(what: string): Refusal {
  return failure('UnknownOperationException', `dynamodb ${what} is not simulated`);
}
