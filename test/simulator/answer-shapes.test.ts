import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@stepthrough/asl';
import { optimizedActions, ServiceCatalog } from '@stepthrough/catalog';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import { runHeadless, Simulation, type SimulationOptions } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf, start } from './world.ts';

/** A machine that calls one operation, and what the scenario answers for it. */
function calling(resource: string, answer: object): SimulationOptions {
  const task = { Type: 'Task', Resource: `arn:aws:states:::${resource}`, End: true };
  const definition = JSON.stringify({ StartAt: 'Call', States: { Call: task } });
  return {
    program: { path: 'machine.asl.json', document: parse(definition, 'json') },
    scenario: scenarioOf(JSON.stringify({ answers: [{ match: { state: 'Call' }, ...answer }] })),
    input: {},
    clockStart: start,
  };
}

const listTopics = 'aws-sdk:sns:listTopics';
const getUser = 'aws-sdk:iam:getUser';
const describeTable = 'aws-sdk:dynamodb:describeTable';
const batchGetItem = 'aws-sdk:dynamodb:batchGetItem';
const describeInstances = 'aws-sdk:ec2:describeInstances';
const user = {
  Path: '/',
  UserName: 'kim',
  UserId: 'AIDA',
  Arn: 'arn:aws:iam::123456789012:user/kim',
  CreateDate: '2026-01-05T09:00:00Z',
};

const isMissing = (field: string): string => `Required field '${field}' is missing`;
const mustBe = (field: string, type: string): string => `Field '${field}' must be ${type}`;

const taken: readonly (readonly [resource: string, answer: object])[] = [
  [listTopics, { return: { Topics: [{ TopicArn: 'arn' }] }, validate: 'STRICT' }],
  [listTopics, { return: { Topics: [{ TopicArn: 'arn' }], Unknown: 1 }, validate: 'STRICT' }],
  [listTopics, { return: { Topics: 'none' }, validate: 'NONE' }],
  [getUser, { return: { User: user }, validate: 'STRICT' }],
  [getUser, { return: {} }],
  [getUser, { return: { User: { UserName: 'kim' } }, validate: 'PRESENT' }],
  [getUser, { return: {}, validate: 'NONE' }],
  [getUser, { throw: { error: 'Iam.NoSuchEntityException' }, validate: 'STRICT' }],
  [describeTable, { return: { Table: { CreationDateTime: '2026-01-05T09:00:00Z' } } }],
  [batchGetItem, { return: { Responses: { t: [{ a: { L: [{ M: { b: { N: '1' } } }] } }] } } }],
  ['aws-sdk:sqs:listQueues', { return: { QueueUrls: ['url'] } }],
  ['aws-sdk:kendra:query', { return: { ResultItems: [{ DocumentURI: 'u' }] } }],
  // Any JSON is a document.
  ['aws-sdk:bedrockagentruntime:retrieve', { return: result({ page: [1, { x: true }] }) }],
  ['ecs:runTask', { return: { Tasks: [{ CreatedAt: 1767603600000, Cpu: '256' }], Failures: [] } }],
  ['ecs:runTask', { return: { Tasks: [{ CreatedAt: '2026-01-05T09:00:00Z' }] } }],
  ['batch:submitJob', { return: { JobName: 'j', JobId: '1' }, validate: 'STRICT' }],
  // These answer with something else than the call.
  ['ecs:runTask.sync', { return: { Tasks: 'one' } }],
  ['aws-sdk:sns:listTopics.waitForTaskToken', { return: { Topics: 1 }, validate: 'STRICT' }],
  ['http:invoke', { return: { ResponseBody: 1, StatusCode: 200 }, validate: 'STRICT' }],
];

function result(metadata: object): object {
  return { RetrievalResults: [{ Content: { Text: 'text' }, Metadata: metadata }] };
}

const refused: readonly (readonly [resource: string, answer: object, problem: string])[] = [
  [listTopics, { return: { Topics: 'none' } }, mustBe('Topics', 'an array')],
  [listTopics, { return: { Topics: [{ TopicArn: 1 }] } }, mustBe('TopicArn', 'a string')],
  [listTopics, { return: { Topics: ['arn'] }, validate: 'STRICT' }, mustBe('Topics', 'an object')],
  [getUser, { return: {}, validate: 'STRICT' }, isMissing('User')],
  [getUser, { return: { user }, validate: 'STRICT' }, isMissing('User')],
  [getUser, { return: { User: { ...user, Path: 1 } } }, mustBe('Path', 'a string')],
  [getUser, { return: { User: { UserName: 'k' } }, validate: 'STRICT' }, isMissing('Path')],
  [getUser, { return: { User: { CreateDate: 5 } } }, mustBe('CreateDate', 'a string')],
  [describeTable, { return: { Table: { ItemCount: '3' } } }, mustBe('ItemCount', 'a number')],
  [batchGetItem, { return: { Responses: [] } }, mustBe('Responses', 'an object')],
  [batchGetItem, { return: { Responses: { t: {} } } }, mustBe('t', 'an array')],
  [
    batchGetItem,
    { return: { Responses: { t: [{ a: { L: [{ M: { b: { N: 1 } } }] } }] } } },
    mustBe('N', 'a string'),
  ],
  [
    describeInstances,
    { return: { Reservations: [{ Instances: [{ EbsOptimized: 'no' }] }] } },
    mustBe('EbsOptimized', 'a boolean'),
  ],
  ['ecs:runTask', { return: { Tasks: [{ Version: 'one' }] } }, mustBe('Version', 'a number')],
  ['batch:submitJob', { return: { JobId: '1' }, validate: 'STRICT' }, isMissing('JobName')],
  [
    listTopics,
    { sequence: [{ return: {} }, { return: { NextToken: 1 } }] },
    mustBe('NextToken', 'a string'),
  ],
];

describe('answers for operations of the API models', () => {
  it.each(taken)('%s %j is taken', (resource, answer) => {
    expect(() => new Simulation(calling(resource, answer))).not.toThrow();
  });

  it.each(refused)('%s %j is refused: %s', (resource, answer, problem) => {
    const message = `Mock result schema validation error: ${problem}`;
    expect(() => new Simulation(calling(resource, answer))).toThrow(message);
  });

  it('are checked when they are given, where no state is named', async () => {
    const answer = { match: { service: 'sns', action: 'listTopics' }, return: { Topics: 1 } };
    const { end, problem } = await runHeadless(calling(listTopics, answer));
    expect(end).toBe('unanswered');
    expect(problem).toContain(
      "Mock result schema validation error: Field 'Topics' must be an array",
    );
  });
});

describe('where an API model is missing', () => {
  const told = async (resource: string, answer: object, catalog?: ServiceCatalog) => {
    const given = catalog ? { catalog } : {};
    const options = { ...calling(resource, answer), ...given };
    const { end, simulation } = await runHeadless({ ...options, keepTimeline: true });
    const lines = simulation.log().filter(({ kind }) => kind === 'answerUnchecked');
    return { end, lines: lines.map(({ message }) => message) };
  };
  const message = (resource: string): string =>
    `Call: answers of arn:aws:states:::${resource} are taken as they are, because its API model was not found`;

  it.each([
    ['a program without the files', listTopics, new ServiceCatalog()],
    ['an optimized integration without the files', 'ecs:runTask', new ServiceCatalog()],
    ['an operation that no model has', 'aws-sdk:sns:foretell', undefined],
    ['a service that no model has', 'aws-sdk:oracle:foretell', undefined],
  ])('%s takes the answer, and says so', async (_, resource, catalog) => {
    const answer = { return: { Topics: 1, Tasks: 1 }, validate: 'STRICT' };
    expect(await told(resource, answer, catalog)).toEqual({
      end: 'ended',
      lines: [message(resource)],
    });
  });

  it('says it once for a resource', async () => {
    const definition = JSON.stringify({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Call',
            States: {
              Call: { Type: 'Task', Resource: `arn:aws:states:::${listTopics}`, End: true },
            },
          },
          End: true,
        },
      },
    });
    const document = parse(definition, 'json');
    const { end, simulation } = await runHeadless({
      ...calling(listTopics, { return: {} }),
      program: { path: 'machine.asl.json', document },
      input: [1, 2, 3],
      catalog: new ServiceCatalog(),
    });
    const kinds = simulation.log().map(({ kind }) => kind);
    expect(end).toBe('ended');
    expect(kinds.filter((kind) => kind === 'answerUnchecked')).toHaveLength(1);
  });

  it.each([
    ['what is checked', listTopics, { return: { Topics: [] } }, undefined],
    ['what is known without files', 'lambda:invoke', { return: { Payload: 1 } }, empty()],
    ['what is not to be checked', listTopics, { return: 1, validate: 'NONE' }, empty()],
    ['an error', listTopics, { throw: { error: 'No' } }, empty()],
    ['a callback', 'sqs:sendMessage.waitForTaskToken', { return: 1 }, empty()],
  ])('nothing is said of %s', async (_, resource, answer, catalog) => {
    expect((await told(resource, answer, catalog)).lines).toEqual([]);
  });
});

function empty(): ServiceCatalog {
  return new ServiceCatalog();
}

describe('the sample of', () => {
  const catalog = openServiceCatalog();
  const actionsOf = (name: string): readonly string[] =>
    catalog.sdkServices.get(name)?.actions.map((action) => `aws-sdk:${name}:${action}`) ?? [];
  const actions = [...optimizedActions, ...['lambda', 's3', 'dynamodb', 'kms'].flatMap(actionsOf)];

  it.each(actions)('%s is an answer that is taken', (action) => {
    const answer = { return: catalog.integration(action)?.sample('requestResponse') };
    expect(() => new Simulation({ ...calling(action, answer), catalog })).not.toThrow();
  });
});

const recordings = join(import.meta.dirname, '../../../shared/conformance/executions');

interface Recording {
  readonly services?: {
    readonly answers?: readonly {
      readonly resourceType?: string;
      readonly resource?: string;
      readonly outcome?: string;
      readonly output?: object;
    }[];
  };
}

describe.skipIf(!existsSync(recordings))('what AWS answered (skipped without recordings)', () => {
  it('is taken, also strictly', () => {
    const answers = readdirSync(recordings)
      .map((file) => JSON.parse(readFileSync(join(recordings, file), 'utf8')) as Recording)
      .flatMap(({ services }) => services?.answers ?? [])
      .filter(({ outcome, resource = '' }) => outcome === 'succeeded' && /^\w+$/.test(resource));
    expect(answers.length).toBeGreaterThan(40);
    for (const { resourceType = '', resource = '', output } of answers) {
      const answer = { return: output, validate: 'STRICT' };
      const simulate = () => new Simulation(calling(`${resourceType}:${resource}`, answer));
      expect(simulate, `${resourceType}:${resource}`).not.toThrow();
    }
  });
});
