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
  s3: ['s3'],
  dynamodb: ['dynamodb', 'dynamodbstreams'],
  jobs: ['ecs', 'batch', 'glue', 'codebuild'],
};

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

const operations = serviceNames.flatMap((service) =>
  Object.entries(services[service].operations).map(
    ([name, { form }]) => [service, name, form] as const,
  ),
);

describe('the form of a request', () => {
  it.each(operations)('of %s %s has members of its API model only', (service, name, form) => {
    const action = name.charAt(0).toLowerCase() + name.slice(1);
    const [found, ...others] = (models[service] ?? []).flatMap(
      (model) => catalog.integration(`aws-sdk:${model}:${action}`)?.input ?? [],
    );
    expect(others).toEqual([]);
    expect(differences({ is: 'object', fields: form }, found, name)).toEqual([]);
  });
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

/** Step Functions spells some names otherwise than the API: `AwsAccountIds` for `AWSAccountIds`. */
function memberNamed(shape: Shape, name: string): Shape | undefined {
  if (shape.kind !== 'object') return undefined;
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase();
  return shape.members.find((other) => isSame(other.name))?.shape;
}
