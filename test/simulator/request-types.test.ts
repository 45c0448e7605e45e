/** At the door of an operation: a member of another type is refused in AWS's words, and nothing happens. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const resources = 'scenario: 1\nresources: { functions: { f: { answers: [{ return: 1 }] } } }\n';
const entry = { Source: 's', DetailType: 't', Detail: '{}' };

const cases: readonly (readonly ['lambda' | 'events', string, { [name: string]: Json }, string])[] =
  [
    ['lambda', 'Invoke', { FunctionName: 7 }, 'FunctionName: NUMBER_VALUE can not be converted'],
    ['lambda', 'Invoke', { FunctionName: ['f'] }, 'FunctionName: Start of list found'],
    ['lambda', 'Invoke', { FunctionName: 'f', InvocationType: {} }, 'InvocationType: Start of'],
    ['events', 'PutEvents', { Entries: 'x' }, 'Entries: STRING_VALUE can not be converted to List'],
    ['events', 'PutEvents', { Entries: [7] }, 'Entries: NUMBER_VALUE can not be converted'],
    ['events', 'PutEvents', { Entries: [entry, { ...entry, Detail: {} }] }, 'Entries: Detail: '],
  ];

describe('a member of another type', () => {
  it.each(cases)('of %s %s %j is refused', async (service, operation, request, words) => {
    const world = new TestWorld(resources);
    const before = world.simulation.log().length;
    const { ok, value } = await world.call(service, operation, request);
    expect(ok).toBe(false);
    expect(value).toMatchObject({ code: 'SerializationException', status: 400 });
    expect(JSON.stringify(value)).toContain(words);
    const kinds = world.simulation.log(before).map(({ kind }) => kind);
    expect(kinds).not.toContain('functionInvoked');
    expect(kinds).not.toContain('eventPublished');
  });

  it('is passed over when the operation does not read it', async () => {
    const world = new TestWorld(resources);
    const request = { FunctionName: 'f', Other: 7, Payload: null };
    expect((await world.call('lambda', 'Invoke', request)).value).toMatchObject({ Payload: 1 });
  });
});
