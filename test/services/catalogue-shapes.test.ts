/** What operations read is what AWS's API models have: each member by its name and its type. */

import type { Shape } from '@stepthrough/catalog';
import type { Shape as Form } from '@stepthrough/scenario';
import { serviceNames, services } from '@stepthrough/services';
import { serviceCatalog } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';

/** In which API models the operations of a service are. */
const models: { readonly [service: string]: readonly string[] } = {
  sqs: ['sqs'],
  sns: ['sns'],
  events: ['eventbridge'],
  lambda: ['lambda'],
  apigateway: ['apigateway', 'apigatewaymanagementapi'],
  apigatewayv2: ['apigatewayv2'],
  s3: ['s3'],
  dynamodb: ['dynamodb', 'dynamodbstreams'],
  jobs: ['ecs', 'batch', 'glue', 'codebuild'],
};

/** Members that change nothing of what is simulated, on whichever operation. */
const withoutEffect: readonly string[] = [
  // Who pays, how the sent bytes are checked on their way, how data is encrypted.
  'RequestPayer',
  'ContentMD5',
  'ContentLength',
  'ChecksumAlgorithm',
  'SsekmsEncryptionContext',
  'SseCustomerAlgorithm',
  'SseCustomerKey',
  'SseCustomerKeyMD5',
  // How fast a table could be.
  'WarmThroughput',
  // Reserved: AWS does not take them.
  'StringListValues',
  'BinaryListValues',
];

/**
 * The same, of members inside others: sums of parts of an upload, which was refused when it was to have them; where
 * a function's code lies and which network it is in.
 */
const insideWithoutEffect: readonly string[] = [
  'S3ObjectStorageMode',
  'SourceKMSKeyArn',
  'Ipv6AllowedForDualStack',
  'S3FilesConfig',
  'ChecksumMD5',
  'ChecksumSHA512',
  'ChecksumXXHASH3',
  'ChecksumXXHASH64',
  'ChecksumXXHASH128',
];

/** The types of the model that a member of a form may have; JSON that is passed on may have any. */
const kinds: { readonly [is: string]: readonly Shape['kind'][] } = {
  text: ['string', 'blob', 'timestamp'],
  number: ['integer', 'number', 'timestamp'],
  boolean: ['boolean'],
  list: ['list'],
  map: ['map'],
  record: ['map', 'object'],
  object: ['object'],
};

const catalog = serviceCatalog();

const operations = serviceNames.flatMap((service) => {
  const { operations: first, second } = services[service];
  return [
    ...Object.entries(first).map(
      ([name, { form, unsimulated }]) => [service, name, form, unsimulated] as const,
    ),
    ...Object.entries(second?.operations ?? {}).map(
      ([name, { form, unsimulated }]) => [second?.api ?? service, name, form, unsimulated] as const,
    ),
  ];
});

/** The request of an operation in AWS's models, which lies in one of them. */
function modelOf(service: string, name: string): Shape | undefined {
  const action = name.charAt(0).toLowerCase() + name.slice(1);
  const [found, ...others] = (models[service] ?? []).flatMap(
    (model) => catalog.integration(`aws-sdk:${model}:${action}`)?.input ?? [],
  );
  expect(others).toEqual([]);
  return found;
}

describe('the form of a request', () => {
  it.each(operations)('of %s %s has members of its API model only', (service, name, form) => {
    const found = modelOf(service, name);
    expect(differences({ is: 'object', fields: form }, found, name)).toEqual([]);
  });

  // Jobs run as the scenario says, whatever they are asked for.
  it.each(operations.filter(([service]) => service !== 'jobs'))(
    'of %s %s passes over no member that would change the answer',
    (service, name, form, unsimulated) => {
      const found = modelOf(service, name);
      const left = passedOver({ is: 'object', fields: form }, found, '');
      const known = unsimulated.map((outside: string) => `.${outside}`);
      expect(left.filter((place) => !known.includes(place))).toEqual([]);
      // What is refused is of the model, and not of the form.
      expect(left).toEqual(expect.arrayContaining(known));
    },
  );
});

function differences(form: Form, shape: Shape | undefined, place: string): readonly string[] {
  if (!shape) return [`${place} is not in the model`];
  if (form.is === 'json') return [];
  if (!kinds[form.is]?.includes(shape.kind)) return [`${place}: ${form.is} is ${shape.kind}`];
  if (form.is === 'list' && shape.kind === 'list') {
    return differences(form.of, shape.item, `${place}[]`);
  }
  if (form.is === 'map' && shape.kind === 'map') {
    return differences(form.of, shape.value, `${place}{}`);
  }
  if (form.is !== 'object') return [];
  return Object.entries(form.fields).flatMap(([name, field]) =>
    differences(field, memberNamed(shape, name), `${place}.${name}`),
  );
}

/** Members of the model that a form has not. */
function passedOver(form: Form, shape: Shape | undefined, place: string): readonly string[] {
  if (form.is === 'list' && shape?.kind === 'list') {
    return passedOver(form.of, shape.item, `${place}[]`);
  }
  if (form.is === 'map' && shape?.kind === 'map') {
    return passedOver(form.of, shape.value, `${place}{}`);
  }
  if (form.is !== 'object' || shape?.kind !== 'object') return [];
  const fields = Object.entries(form.fields);
  return shape.members.flatMap(({ name, shape: inner }) => {
    const [, field] = fields.find(([own]) => own.toLowerCase() === name.toLowerCase()) ?? [];
    if (field) return passedOver(field, inner, `${place}.${name}`);
    const isNone = (
      place === '' ? withoutEffect : [...withoutEffect, ...insideWithoutEffect]
    ).includes(name);
    return isNone ? [] : [`${place}.${name}`];
  });
}

/** Step Functions spells some names otherwise than the API: `AwsAccountIds` for `AWSAccountIds`. */
function memberNamed(shape: Shape, name: string): Shape | undefined {
  if (shape.kind !== 'object') return undefined;
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase();
  return shape.members.find((other) => isSame(other.name))?.shape;
}
