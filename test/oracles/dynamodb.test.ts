import { isObject, type Json } from '@stepthrough/json';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { TestWorld, type Answer } from '../simulator/world.ts';
import { explained, inTextOrder, isSame, runs, type Step } from './compare.ts';
import { differences } from './dynamodb-differences.ts';
import { formed } from './dynamodb-form.ts';
import { anyRequest, pagedRead, put, soundItems } from './dynamodb-requests.ts';
import { item, numeral } from './dynamodb-values.ts';
import { jsonEngine, listening, loaded, type Request } from './engine.ts';

const engine = await loaded(async () => {
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return jsonEngine(await listening(server), 'DynamoDB_20120810');
});

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });
const table: Request = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [hash('pk'), range('sk')],
  AttributeDefinitions: Object.entries({ pk: 'S', sk: 'N', g: 'S', w: 'N' }).map(
    ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }),
  ),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-g',
      KeySchema: [hash('g'), range('w')],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-w',
      KeySchema: [hash('pk'), range('w')],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

if ('reason' in engine) {
  it.skip(`dynalite cannot be loaded here: ${engine.reason}`);
} else {
  const { ask, close } = engine.made;
  let tables = 0;
  afterAll(close);

  interface Pair {
    /** Both are asked, and answer in the form in which answers are compared. */
    readonly both: (step: Step) => Promise<{ readonly ours: Answer; readonly theirs: Answer }>;
  }

  /** A table of its own in both. */
  const pair = async (): Promise<Pair> => {
    const name = `table-${(tables += 1)}`;
    const world = new TestWorld();
    const made = { ...table, TableName: name };
    expect((await world.call('dynamodb', 'CreateTable', made)).ok).toBe(true);
    expect((await ask('CreateTable', made)).ok).toBe(true);
    for (;;) {
      const { value } = await ask('DescribeTable', { TableName: name });
      if (JSON.stringify(value).includes('"TableStatus":"ACTIVE"')) break;
    }
    const both = async (step: Step) => {
      const [operation, request] = step;
      const { RequestItems } = request;
      const asked: Request = isObject(RequestItems)
        ? { RequestItems: { [name]: RequestItems['TABLE'] ?? null } }
        : { TableName: name, ...request };
      const [ours, theirs] = [
        await world.call('dynamodb', operation, asked),
        await ask(operation, asked),
      ].map((answer) => formed(renamed(answer, name), step));
      if (!ours || !theirs) throw new Error('Both answer.');
      return { ours, theirs };
    };
    return { both };
  };

  const renamed = (answer: Answer, name: string): Answer =>
    JSON.parse(JSON.stringify(answer).replaceAll(`"${name}"`, '"TABLE"')) as Answer;

  /** Says one after the other; ends where a listed difference may have changed the table. */
  const converse = async (steps: readonly Step[]): Promise<void> => {
    const { both } = await pair();
    for (const step of steps) {
      const difference = explained({ step, ...(await both(step)) }, differences);
      if (difference && step[0] !== 'GetItem') return;
    }
  };

  const membersOf = (answer: Answer, name: string): readonly Json[] => {
    const found = isObject(answer.value) ? answer.value[name] : undefined;
    return Array.isArray(found) ? found : [];
  };

  describe('DynamoDB and dynalite', () => {
    it('give and refuse the same items', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 6 }), async (items) => {
          const reads = items.map(({ pk, sk }): Step => [
            'GetItem',
            { Key: { ...(pk === undefined ? {} : { pk }), ...(sk === undefined ? {} : { sk }) } },
          ]);
          await converse([...items.map(put), ...reads]);
        }),
        runs(50),
      );
    });

    it('reckon with numbers of 38 digits', async () => {
      await fc.assert(
        fc.asyncProperty(numeral, numeral, fc.constantFrom('+', '-'), async (one, other, sign) => {
          const Key = { pk: { S: 'p' }, sk: { N: '1' } };
          const ExpressionAttributeValues = { ':o': { N: other } };
          await converse([
            put({ ...Key, a: { N: one }, b: { N: one } }),
            [
              'UpdateItem',
              {
                Key,
                UpdateExpression: `SET a = a ${sign} :o ADD b :o`,
                ExpressionAttributeValues,
                ReturnValues: 'ALL_NEW',
              },
            ],
            ['Scan', { FilterExpression: 'a < :o OR b = :o', ExpressionAttributeValues }],
          ]);
        }),
        runs(50),
      );
    });

    it('answer any requests alike, one after the other', async () => {
      await fc.assert(
        fc.asyncProperty(
          soundItems,
          fc.array(anyRequest, { minLength: 1, maxLength: 8 }),
          async (items, requests) => {
            await converse([...items.slice(0, 4).map(put), ...requests, ['Scan', {}]]);
          },
        ),
        runs(80),
      );
    });

    it('page in the same steps', async () => {
      await fc.assert(
        fc.asyncProperty(soundItems, pagedRead, async (items, read) => {
          const { both } = await pair();
          for (const one of items) await both(put(one));
          const ExpressionAttributeValues = { ':2': { N: '2' }, ':p': { S: 'p' } };
          let start: Request = {};
          for (let last: Json | undefined = null; last !== undefined;) {
            const page: Request = {
              ...read,
              KeyConditionExpression: 'pk = :p',
              ExpressionAttributeValues,
              ...start,
            };
            const { ours, theirs } = await both(['Query', page]);
            expect(ours, JSON.stringify(page)).toEqual(theirs);
            last = isObject(ours.value) ? ours.value['LastEvaluatedKey'] : undefined;
            if (last !== undefined) start = { ExclusiveStartKey: last };
          }
        }),
        runs(30),
      );
    });

    it('come to all items by pages of a scan and of an index', async () => {
      await fc.assert(
        fc.asyncProperty(
          soundItems,
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom<Step[]>(
            ['Scan', {}],
            ['Scan', { IndexName: 'by-g' }],
            [
              'Query',
              {
                IndexName: 'by-g',
                KeyConditionExpression: 'g = :g',
                ExpressionAttributeValues: { ':g': { S: 'r' } },
              },
            ],
          ),
          async (items, Limit, [operation, request]) => {
            const { both } = await pair();
            for (const one of items) await both(put(one));
            const whole = await both([operation, request]);
            const pages = { ours: [] as Json[], theirs: [] as Json[] };
            for (const side of ['ours', 'theirs'] as const) {
              for (let start: Request | undefined = {}; start;) {
                const answer: Answer = (await both([operation, { ...request, Limit, ...start }]))[
                  side
                ];
                const found = membersOf(answer, 'Items');
                expect(found.length).toBeLessThanOrEqual(Limit);
                pages[side].push(...found);
                const last: Json | undefined = isObject(answer.value)
                  ? answer.value['LastEvaluatedKey']
                  : undefined;
                start = last === undefined ? undefined : { ExclusiveStartKey: last };
              }
              const all = inTextOrder(membersOf(whole[side], 'Items'));
              expect(inTextOrder(pages[side])).toEqual(all);
            }
            expect(inTextOrder(pages.ours)).toEqual(inTextOrder(pages.theirs));
          },
        ),
        runs(30),
      );
    });

    it.each(differences)('differ: $what ($right)', async ({ example, leavesOut }) => {
      const { both } = await pair();
      const answers = [];
      for (const step of example) answers.push({ step, ...(await both(step)) });
      const met = answers.find(({ ours, theirs }) => !isSame(ours, theirs));
      expect(met && leavesOut(met), JSON.stringify(answers.at(-1))).toBe(true);
    });
  });
}
