/** What AWS's services answered to Tasks, held against the simulated services. */
import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { runHeadless } from '@stepthrough/simulator';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../shared/conformance/executions');

/** What the recordings had around them, by the beginning of their names. */
const worlds: { readonly [name: string]: string } = {
  sqs: 'queues: { sqs_queue_name: {} }',
  sns: 'topics: { topic-0001: {}, topic-0001.fifo: {} }',
  table: 'tables: { table-name: { key: [id] } }',
  bus: 'rules: { any: { pattern: { source: [nothing] } } }',
  bucket: 'buckets: { bucket-name: { file_key: text data } }',
  api: `apis:
    api: { stage: sfn-apigw-api, routes: { POST /id_func: { integration: Lambda, function: echo }, POST /get_constant: { integration: Mock, response: { body: '{}' } } } }
  functions: { echo: { answers: [{ return: { statusCode: 200, body: '{{ input.body }}' } }] } }`,
  none: '{}',
};

const cases: readonly (readonly [string, keyof typeof worlds])[] = [
  ['error_handling-task_service_sqs.send_message_empty_body', 'sqs'],
  ['error_handling-aws_sdk.s3_no_such_key', 'bucket'],
  ['error_handling-task_service_dynamodb.put_item_no_such_table', 'table'],
  ['error_handling-aws_sdk.dynamodb_put_item_no_such_table', 'table'],
  ['error_handling-task_service_dynamodb.invalid_param', 'table'],
  ['services-dynamodb_task_service.base_integrations.DYNAMODB_PUT_DELETE_ITEM', 'table'],
  ['services-dynamodb_task_service.base_integrations.DYNAMODB_PUT_GET_ITEM', 'table'],
  ['services-dynamodb_task_service.base_integrations.DYNAMODB_PUT_UPDATE_GET_ITEM', 'table'],
  ['services-events_task_service.put_events_base', 'bus'],
  ['services-events_task_service.put_events_malformed_detail', 'bus'],
  ['services-events_task_service.put_events_mixed_malformed_detail', 'bus'],
  ['services-events_task_service.put_events_no_source', 'bus'],
  ['services-sns_task_service.fifo_message_attribute.input_params0-True', 'sns'],
  ['services-sns_task_service.fifo_message_attribute.input_params1-False', 'sns'],
  ['services-sns_task_service.publish_base.HelloWorld', 'sns'],
  ['services-sns_task_service.publish_message_attributes.HelloWorld', 'sns'],
  ['services-aws_sdk_task_service.s3_get_object.str', 'bucket'],
  ['error_handling-task_service_sfn.start_execution_no_such_arn', 'sqs'],
  [
    'services-aws_sdk_task_service.sfn_send_task_outcome_with_no_such_token.state_machine_template0',
    'none',
  ],
  ['services-apigetway_task_service.invoke_base', 'api'],
  ['services-apigetway_task_service.invoke_error', 'api'],
];

describe.skipIf(!existsSync(folder))('recorded answers of services', () => {
  it.each(cases)('%s', async (name, world) => {
    const recorded = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Recorded;
    const text = `resources:\n  ${worlds[world] ?? ''}`;
    const { scenario, problems } = readScenario(text, 'recorded.scenario.yaml');
    expect(problems).toEqual([]);
    const { problem, execution, simulation } = await runHeadless({
      program: {
        path: 'StateMachine0.asl.json',
        document: parse(JSON.stringify(recorded.definition), 'json'),
      },
      ...(scenario ? { scenario } : {}),
      input: named(recorded.input) as Json,
    });
    expect(problem).toBeUndefined();
    const { snapshot } = execution ?? {};
    const [answer] = recorded.services.answers.slice(-1);
    const answered = simulation.log().filter(({ kind }) => kind === 'taskAnswered');
    const { Error, Cause } = (answered.at(-1)?.data ?? {}) as { Error?: string; Cause?: string };
    expect(Error).toBe(answer?.error);
    expect(normal(Cause)).toBe(normal(answer?.cause));
    if (answer?.error === undefined) {
      expect(shapeOf(snapshot?.output)).toEqual(shapeOf(recorded.expect.output));
    }
  });
});

interface Recorded {
  readonly definition: Json;
  readonly input: Json;
  readonly services: {
    readonly answers: readonly { readonly error?: string; readonly cause?: string }[];
  };
  readonly expect: { readonly output?: Json };
}

/** Ids differ; newer clients count their attempts. */
function normal(text: string | undefined): string | undefined {
  return text
    ?.replace(/<[^>]+>/g, 'ID')
    .replace(' (SDK Attempt Count: 1)', '')
    .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID');
}

/** Names of the recorded input that stand for anything have to exist here. */
function named(input: Json): unknown {
  return JSON.parse(
    JSON.stringify(input)
      .replace(/<any:test-table>/g, 'no-such-table')
      .replace(/<any:api-endpoint>/g, 'api.execute-api.us-east-1.amazonaws.com'),
  );
}

/** Members and kinds of values, without what the HTTP client adds. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name]) => !/^(?:SdkHttpMetadata|SdkResponseMetadata|Headers|Checksum.*)$/.test(name),
      )
      .map(([name, member]) => [name, shapeOf(member)]),
  );
}
