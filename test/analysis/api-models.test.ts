/** What the data of AWS's API models says of a Task: values of members, services and actions. */
import { analyse } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

const services = openServiceCatalog();

/** The findings of a rule in a machine whose only state calls this. */
function told(rule: string, integration: string, Parameters: JsonObject) {
  const Resource = `arn:aws:states:::${integration}`;
  const text = JSON.stringify({
    StartAt: 'A',
    States: { A: { Type: 'Task', Resource, Parameters, End: true } },
  });
  return analyse(parse(text, 'json'), { services })
    .filter(({ code }) => code === rule)
    .map(({ message, severity }) => [severity, message]);
}

const put = 'aws-sdk:s3:putObject';
const object = (more: JsonObject) => ({ Bucket: 'b', Key: 'k', ...more });

describe('a value that the API models list', () => {
  it.each<readonly [value: string, isTold: boolean]>([
    ['STANDARD', false],
    ['GLACIER_IR', false],
    ['STANDARDS', true],
    ['standard', true],
    ['', true],
    ['${Class}', false],
    ['{% $class %}', false],
  ])('%j', (StorageClass, isTold) => {
    const findings = told('task.parameterValue', put, object({ StorageClass }));
    expect(findings.map(([severity]) => severity)).toEqual(isTold ? ['warning'] : []);
  });

  it('is told with the values that there are, the first twenty of many', () => {
    const [[, few = ''] = []] = told('task.parameterValue', put, object({ Acl: 'open' }));
    expect(few).toMatch(/^Acl of aws-sdk:s3:putObject is one of private, .*[a-z]\.$/);
    const [[, many = ''] = []] = told('task.parameterValue', 'aws-sdk:lambda:createFunction', {
      FunctionName: 'f',
      Role: 'r',
      Code: {},
      Runtime: 'cobol',
    });
    expect(many.split(', ')).toHaveLength(21);
    expect(many).toMatch(/, …\.$/);
  });

  it('in a list is told of the item', () => {
    const request = { QueueUrl: 'q', AttributeNames: ['All', 'Every'] };
    expect(told('task.parameterValue', 'aws-sdk:sqs:getQueueAttributes', request)).toEqual([
      [
        'warning',
        expect.stringMatching(
          /^An item of aws-sdk:sqs:getQueueAttributes is one of All, /,
        ) as string,
      ],
    ]);
  });
});

describe('a service or an action', () => {
  it.each<readonly [integration: string, words: string]>([
    [
      'aws-sdk:qldb:listLedgers',
      'AWS has retired Amazon QLDB: its API is in no data since 2026-11.',
    ],
    [
      'aws-sdk:nopenope:list',
      'nopenope is not among the services in this version’s data of AWS (2026-11).',
    ],
    [
      'aws-sdk:sqs:sendMesage',
      'sendMesage is not among the actions of Amazon Simple Queue Service in this version’s data of AWS (2026-11). Did you mean sendMessage?',
    ],
  ])('%s is a warning', (integration, words) => {
    expect(told('task.resource', integration, {})).toEqual([['warning', words]]);
  });

  it.each(['aws-sdk:s3vectors:putVectors', 'aws-sdk:sqs:sendMessage'])(
    '%s is known',
    (integration) => {
      expect(told('task.resource', integration, {})).toEqual([]);
    },
  );
});

describe('a text whose form the API models tell', () => {
  const record = (more: JsonObject) => ({ Data: 'd', PartitionKey: 'p', ...more });
  it.each<readonly [given: JsonObject, isTold: boolean]>([
    [{ StreamName: 'orders_1.2-b' }, false],
    [{ StreamName: 'orders 1' }, true],
    [{ StreamName: 'orders\n' }, true],
    [{ StreamName: '' }, true],
    [{ StreamName: '${Stream} 1' }, false],
    [{ StreamName: '{% $stream %}' }, false],
    [{ 'StreamName.$': '$.stream' }, false],
    // Anchored by itself.
    [{ ExplicitHashKey: '0' }, false],
    [{ ExplicitHashKey: '01' }, true],
  ])('%j', (given, isTold) => {
    const findings = told('task.parameterPattern', 'aws-sdk:kinesis:putRecord', record(given));
    expect(findings.map(([severity]) => severity)).toEqual(isTold ? ['info'] : []);
  });

  it('is told with that form', () => {
    expect(
      told('task.parameterPattern', 'aws-sdk:kinesis:putRecord', record({ StreamName: 'a b' })),
    ).toEqual([['info', 'StreamName of aws-sdk:kinesis:putRecord has the form [a-zA-Z0-9_.-]+']]);
  });

  it('is told of a long text, and not at all where that would take long', () => {
    const long = record({ StreamName: 'é'.repeat(100_000) });
    expect(told('task.parameterPattern', 'aws-sdk:kinesis:putRecord', long)).toHaveLength(1);
    const graph = (GraphName: string) =>
      told('task.parameterPattern', 'aws-sdk:neptunegraph:createGraph', {
        GraphName,
        ProvisionedMemory: 16,
      });
    expect(graph(`${'a-'.repeat(100_000)}!`)).toEqual([]);
  });

  it('in a list is told of the item', () => {
    const request = { Rule: 'r', Ids: ['one', 'a b', '${Id}'] };
    expect(told('task.parameterPattern', 'aws-sdk:eventbridge:removeTargets', request)).toEqual([
      [
        'info',
        String.raw`An item of aws-sdk:eventbridge:removeTargets has the form [\.\-_A-Za-z0-9]+`,
      ],
    ]);
  });
});
