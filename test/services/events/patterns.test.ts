/** Event patterns through the API: which match, and in which words others are refused. */
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { Events, refusal } from './conversation.ts';

const frame = { id: '1', account: '1', source: 's', time: 't', region: 'r', 'detail-type': 'd' };

async function tested(pattern: Json, event: object): Promise<Json> {
  const Event = JSON.stringify({ ...frame, ...event });
  const EventPattern = typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
  return new Events().ask('TestEventPattern', { EventPattern, Event });
}

describe('a pattern', () => {
  const staff = (...people: readonly (readonly [string, string])[]) => ({
    staff: people.map(([f, l]) => ({ f, l })),
  });
  it.each<[Json, object, boolean]>([
    [{ staff: { f: ['A'], l: ['J'] } }, staff(['A', 'S'], ['P', 'J']), false],
    [{ staff: { f: ['A'], l: ['J'] } }, staff(['A', 'S'], ['A', 'J']), true],
    [{ staff: { f: ['A'] }, l: ['x'] }, { ...staff(['A', 'S']), l: ['x'] }, true],
    [{ 'a.b': [1] }, { a: { b: 1 } }, true],
    [{ a: { b: [1] } }, { 'a.b': 1 }, true],
    [{ a: { b: { c: [1] } } }, { 'a.b': { c: 1 } }, true],
    [{ a: { b: [1] } }, { 'a.b': { b: 1 } }, false],
    [{ a: [{ exists: true }] }, { a: [] }, false],
    [{ a: [{ exists: false }] }, { a: [] }, true],
    [{ a: [{ exists: true }] }, { a: [[null]] }, true],
    [{ a: { $or: [{ b: [1] }, { c: [2] }] } }, { a: { c: 2 } }, true],
    [{ a: { $or: [{ b: [1] }, { c: [2] }] } }, { b: 1, c: 2 }, false],
  ])('%j on %j: %s', async (pattern, event, Result) => {
    expect(await tested(pattern, event)).toEqual({ Result });
  });

  it.each<[Json, string]>([
    ['[]', 'Filter is not an object'],
    ['{', 'Filter is not an object'],
    [{}, 'Empty objects are not allowed'],
    [{ a: {} }, 'Empty objects are not allowed'],
    [{ a: [] }, 'Empty arrays are not allowed'],
    [{ a: 1 }, '"a" must be an object or an array'],
    [{ a: [[1]] }, 'Match value must be String, number, true, false, or null'],
    [{ a: [{}] }, 'Match expression name not found'],
    [{ a: [{ Prefix: 'x' }] }, 'Unrecognized match type Prefix'],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, 'Only one key allowed in match expression'],
    [{ a: [{ suffix: 1 }] }, 'suffix match pattern must be a string'],
    [{ a: [{ exists: 'true' }] }, 'exists match pattern must be either true or false.'],
    [{ $or: [{ a: [1] }] }, 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: [{ a: [1] }, 1] }, 'Only JSON object is allowed in array of $or relationship.'],
    [
      { $or: [{ a: [1] }, { prefix: [1] }] },
      'prefix is Ruler reserved fieldName which cannot be used inside $or.',
    ],
    [{ a: [{ cidr: '10.0.0.0' }] }, "Malformed CIDR, one '/' required"],
    [{ a: [{ cidr: '10.0.0.0/-1' }] }, 'Malformed CIDR, mask bits must not be negative'],
    [{ a: [{ cidr: '10.0.0.0/32' }] }, 'IPv4 mask bits must be < 32'],
    [{ a: [{ cidr: '::/128' }] }, 'IPv6 mask bits must be < 128'],
    [{ a: [{ numeric: [] }] }, 'Invalid member in numeric match: null'],
    [{ a: [{ numeric: ['!', 1] }] }, 'Unrecognized numeric range operator: !'],
    [{ a: [{ numeric: ['=', '1'] }] }, 'Value of equals must be numeric'],
    [{ a: [{ numeric: ['<', 1, '>', 0] }] }, 'Too many elements in numeric expression'],
    [{ a: [{ numeric: ['>', 1, 2] }] }, 'Bad value in numeric range: 2'],
    [{ a: [{ numeric: ['>', 1, '<', 1] }] }, 'Bottom must be less than top'],
    [{ a: [{ numeric: ['>', 0, '<', 1, '<'] }] }, 'Too many terms in numeric range expression'],
    [
      { a: [{ numeric: ['=', 5_000_000_001] }] },
      'Value must be between -5.0E9 and 5.0E9, inclusive',
    ],
    [
      { a: [{ 'anything-but': ['a', 1] }] },
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    [{ a: [{ 'anything-but': { numeric: 1 } }] }, 'Unsupported anything-but pattern: numeric'],
    [{ a: [{ wildcard: 'a\\b' }] }, 'Invalid escape character at pos 2'],
    [{ a: [{ wildcard: 'a**' }] }, 'Consecutive wildcard characters at pos 2'],
  ])('%j is refused', async (pattern, reason) => {
    const message = `Event pattern is not valid. Reason: ${reason}`;
    expect(await tested(pattern, {})).toEqual(refusal(message, 'InvalidEventPatternException'));
  });

  it.each([
    ['*:*:*:*:event-bus/*', true],
    ['*:*:*:*:*:event-bus/*', false],
    ['*a*b*c*d*e*f', true],
    ['a\\*b\\\\', true],
  ])('the wildcard %s: taken is %s', async (wildcard, isTaken) => {
    const answer = await tested({ a: [{ wildcard }] }, {});
    if (isTaken) expect(answer).toEqual({ Result: false });
    else expect(answer).toMatchObject({ code: 'InvalidEventPatternException' });
  });

  it.each(['id', 'account', 'source', 'time', 'region', 'detail-type'])(
    'is tested on events with %s only',
    async (name) => {
      const answer = await tested({ a: [1] }, { [name]: undefined });
      expect(answer).toMatchObject({ code: 'ValidationException' });
    },
  );
});
