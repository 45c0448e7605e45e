/** Parameters of integrations of HTTP APIs, and the services that they are connected to. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import {
  anHttpApi,
  converse,
  functionArn,
  inApi,
  invalid,
  mapping,
  type Step,
} from './conversation.ts';

const lambda = {
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: functionArn('f'),
  PayloadFormatVersion: '2.0',
};
const address = {
  IntegrationType: 'HTTP_PROXY',
  IntegrationMethod: 'GET',
  IntegrationUri: 'https://a.example/x',
};
const role = 'arn:aws:iam::123456789012:role/r';
const service = (IntegrationSubtype: string, RequestParameters: JsonObject) => ({
  IntegrationType: 'AWS_PROXY',
  IntegrationSubtype,
  CredentialsArn: role,
  PayloadFormatVersion: '1.0',
  RequestParameters,
});
const create = async (api: Step, request: JsonObject, expected: object): Promise<void> => {
  await converse([api, ['CreateIntegration', { ...inApi, ...request }, expected]]);
};

describe('G50: parameters of an HTTP API', () => {
  const badKey = (key: string) =>
    mapping(`Invalid Request Actioned Parameter destination specified: ${key}`);
  const badSource = (source: string, key: string) =>
    mapping(`Invalid source: ${source} specified for destination: ${key}`);
  it.each<[JsonObject, object | undefined]>([
    [{ 'append:header.a': '$request.header.b' }, undefined],
    [{ 'overwrite:querystring.a': '${request.path.id}-${context.requestId}' }, undefined],
    [{ 'overwrite:path': '$request.path' }, undefined],
    [{ 'remove:header.a': "''" }, undefined],
    [{ 'append:header.a': '$stageVariables.v' }, undefined],
    [{ 'append:header.a': '$request.body' }, undefined],
    [{ 'integration.request.header.a': 'x' }, badKey('integration.request.header.a')],
    [{ 'append:path': 'x' }, badKey('append:path')],
    [{ 'change:header.a': 'x' }, badKey('change:header.a')],
    [{ 'append:header.': 'x' }, badKey('append:header.')],
    [{ 'overwrite:statuscode': '200' }, badKey('overwrite:statuscode')],
    [
      { 'append:header.a': '$response.header.b' },
      badSource('$response.header.b', 'append:header.a'),
    ],
    [{ 'append:header.a': '${b}' }, badSource('${b}', 'append:header.a')],
    [{ 'append:header.a': '' }, badSource('', 'append:header.a')],
    [
      { 'append:header.Authorization': 'x' },
      mapping('Operations on header authorization are restricted'),
    ],
    [{ 'remove:header.x-amz-date': '' }, mapping('Operations on header x-amz-date are restricted')],
  ])('of a request: %j', (RequestParameters, refused) =>
    create(anHttpApi, { ...address, RequestParameters }, refused ?? { RequestParameters }),
  );

  it.each<[JsonObject, object | undefined]>([
    [{ 200: { 'append:header.a': '$response.header.b' } }, undefined],
    [{ 599: { 'overwrite:statuscode': '201' } }, undefined],
    [{ 404: { 'overwrite:header.a': '$response.body.a', 'remove:header.b': '' } }, undefined],
    [{ 199: {} }, mapping('Status Code 199 is not valid.')],
    [{ 600: {} }, mapping('Status Code 600 is not valid.')],
    [{ x: {} }, mapping('Status Code x is not valid.')],
    [
      { 200: { 'append:querystring.a': 'x' } },
      mapping('Invalid Response Actioned Parameter destination specified: append:querystring.a'),
    ],
    [
      { 200: { 'append:statuscode': '200' } },
      mapping('Invalid Response Actioned Parameter destination specified: append:statuscode'),
    ],
    [
      { 200: { 'append:header.a': '$request.header.b' } },
      badSource('$request.header.b', 'append:header.a'),
    ],
    [{ 200: { 'append:header.via': 'x' } }, mapping('Operations on header via are restricted')],
  ])('of an answer: %j', (ResponseParameters, refused) =>
    create(anHttpApi, { ...address, ResponseParameters }, refused ?? { ResponseParameters }),
  );

  it('leave the path of a function alone', () =>
    create(
      anHttpApi,
      { ...lambda, RequestParameters: { 'overwrite:path': '/a' } },
      invalid('overwrite:path of a function is not simulated.'),
    ));
});

describe('G51: a service of an HTTP API', () => {
  const queue = { QueueUrl: 'q', MessageBody: '$request.body' };
  const lacking = (name: string, parameters: string) =>
    invalid(
      `Operation: ${name} requires enabling passthrough, or defining all of the following parameters: [${parameters}]`,
    );
  const required: readonly (readonly [string, readonly string[]])[] = [
    ['EventBridge-PutEvents', ['Detail', 'DetailType', 'Source']],
    ['SQS-SendMessage', ['QueueUrl', 'MessageBody']],
    ['SQS-ReceiveMessage', ['QueueUrl']],
    ['SQS-DeleteMessage', ['ReceiptHandle', 'QueueUrl']],
    ['SQS-PurgeQueue', ['QueueUrl']],
    ['StepFunctions-StartExecution', ['StateMachineArn']],
    ['StepFunctions-StartSyncExecution', ['StateMachineArn']],
    ['StepFunctions-StopExecution', ['ExecutionArn']],
    ['AppConfig-GetConfiguration', ['Application', 'Environment', 'Configuration', 'ClientId']],
    ['Kinesis-PutRecord', ['StreamName', 'Data', 'PartitionKey']],
  ];
  const simulated = required.filter(([name]) => !/^(?:AppConfig|Kinesis)/.test(name));

  it.each(required)('%s needs %j', async (name, all) => {
    for (const missing of all) {
      const given = all.filter((one) => one !== missing).map((one) => [one, '$request.body']);
      await create(
        anHttpApi,
        service(name, Object.fromEntries(given) as JsonObject),
        lacking(name, all.join(', ')),
      );
    }
    const whole = Object.fromEntries(all.map((one) => [one, '$request.body'])) as JsonObject;
    const isSimulated = simulated.some(([one]) => one === name);
    await create(
      anHttpApi,
      service(name, whole),
      isSimulated
        ? { IntegrationSubtype: name, RequestParameters: whole }
        : invalid(`IntegrationSubtype ${name} is not simulated.`),
    );
  });

  it.each<[JsonObject, object]>([
    [service('SQS-Send', queue), invalid('Operation: SQS-Send is not supported.')],
    [
      { ...service('SQS-SendMessage', queue), PayloadFormatVersion: '2.0' },
      invalid('Operation: SQS-SendMessage is not supported.'),
    ],
    [
      { ...service('SQS-SendMessage', queue), IntegrationType: 'HTTP_PROXY' },
      invalid('Operation: SQS-SendMessage is not supported.'),
    ],
    [
      { ...service('SQS-SendMessage', queue), CredentialsArn: '' },
      invalid(
        'Role ARN must be specified for AWS integration configuration with Subtype: SQS-SendMessage',
      ),
    ],
    [
      { ...service('SQS-SendMessage', queue), IntegrationUri: 'arn' },
      invalid('URI should not be specified for AWS_PROXY integration configuration with Subtype'),
    ],
    [
      service('SQS-SendMessage', { ...queue, MessageAttributes: '{"a":1}' }),
      invalid(
        'Invalid selection expression specified: Validation Result: warnings : [], errors : [Invalid source: {"a":1} specified for destination: MessageAttributes]',
      ),
    ],
    [
      service('SQS-SendMessage', { ...queue, Region: 'us-east-1' }),
      { IntegrationType: 'AWS_PROXY' },
    ],
    [
      service('SQS-SendMessage', { ...queue, Region: 'eu-west-1' }),
      invalid('The region eu-west-1 is not simulated.'),
    ],
  ])('%j', (request, expected) => create(anHttpApi, request, expected));
});
