/** Conversations with DynamoDB: what is asked, in turn, and what it answers. */
import type { Json } from '@stepthrough/asl';
import { expect } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

export interface Request {
  readonly [name: string]: Json;
}

export type Step = readonly [operation: string, request: Request, expected: object];

/** A refusal in DynamoDB's plain form. */
export const invalid = (message: string) => ({ code: 'ValidationException', message, status: 400 });

/** One of PutItem, UpdateItem and DeleteItem. */
export const wrapped = (message: string) => invalid(`1 validation error detected: ${message}`);

export const S = (text: string) => ({ S: text });
export const N = (number: number | string) => ({ N: String(number) });

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });
const defined = (AttributeName: string, AttributeType: string) => ({
  AttributeName,
  AttributeType,
});

/** `things`: id, and a number n; a global index by color and size, a local one by weight. */
export const things: Request = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [hash('id'), range('n')],
  AttributeDefinitions: [
    defined('id', 'S'),
    defined('n', 'N'),
    defined('color', 'S'),
    defined('width', 'N'),
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-color',
      KeySchema: [hash('color'), range('width')],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-width',
      KeySchema: [hash('id'), range('width')],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** `plain`: a text pk. */
export const plain: Request = {
  TableName: 'plain',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [hash('pk')],
  AttributeDefinitions: [defined('pk', 'S')],
};

export async function worldWith(...tables: readonly Request[]): Promise<TestWorld> {
  const world = new TestWorld();
  for (const table of tables) {
    const { ok, value } = await world.call('dynamodb', 'CreateTable', table);
    expect(ok, JSON.stringify(value)).toBe(true);
  }
  return world;
}

/** Says one after the other; an answer has at least what is expected, an empty one nothing else. */
export async function converse(world: TestWorld, steps: readonly Step[]): Promise<void> {
  for (const [operation, request, expected] of steps) {
    const { value } = await world.call('dynamodb', operation, request);
    const said = `${operation} ${JSON.stringify(request)}`;
    if (Object.keys(expected).length === 0) expect(value, said).toEqual({});
    else expect(value, said).toMatchObject(expected);
  }
}
