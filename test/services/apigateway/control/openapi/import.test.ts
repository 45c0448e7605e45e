import { base64Encode } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { anApi, converse } from '../conversation.ts';
import {
  answering,
  deployed,
  errors,
  importing,
  methodAt,
  openapi,
  pathsOf,
  refusal,
  swagger,
} from './definitions.ts';

const definition = swagger({ '/pets/{id}': { get: answering('a pet') } });

const yaml = `
swagger: 2.0
info: { title: shop, version: 1.0 }
paths:
  /pets:
    get:
      responses:
        200: { description: ok }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses:
          default:
            statusCode: 200
            responseTemplates: { application/json: from yaml }
`;

describe('G64: an API is imported', () => {
  it('and served once it is deployed', async () => {
    const { talk, answer } = await importing(definition);
    expect(answer).toMatchObject({
      name: 'shop',
      version: '1',
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'] },
      disableExecuteApiEndpoint: false,
    });
    expect(answer).not.toHaveProperty('warnings');
    expect(await pathsOf(talk)).toEqual({ '/': [], '/pets': [], '/pets/{id}': ['GET'] });
    await deployed(talk);
    expect(await talk.get('/live/pets/1')).toEqual([200, 'a pet']);
  });

  it.each([
    ['JSON', JSON.stringify(definition)],
    ['JSON with space around it', `\n ${JSON.stringify(definition, null, 2)}\n`],
    ['Base64 of JSON', base64Encode(JSON.stringify(definition))],
    ['Base64 in lines', base64Encode(JSON.stringify(definition)).replace(/.{60}/g, '$&\n')],
    ['JSON after a mark of its byte order', `\uFEFF${JSON.stringify(definition)}`],
    ['YAML in braces', `{swagger: '2.0', info: {title: shop, version: '1'}, paths: {}}`],
    ['YAML', yaml],
    ['Base64 of YAML', base64Encode(yaml)],
  ])('from %s', async (_, body) => {
    expect((await importing(body)).answer).toMatchObject({ name: 'shop' });
  });

  it('from YAML, whose numbers are texts where AWS takes texts', async () => {
    const { talk, answer } = await importing(yaml);
    expect(answer).toMatchObject({ version: '1.0' });
    await deployed(talk);
    expect(await talk.get('/live/pets')).toEqual([200, 'from yaml']);
  });

  it.each(['3.0', '3.0.0', '3.0.3'])('from OpenAPI %s', async (version) => {
    const { answer } = await importing(openapi({}, { openapi: version }));
    expect(answer).toMatchObject({ name: 'shop' });
  });

  it.each([
    ['no text', ''],
    ['no document', 'hello'],
    ['Base64 of no document', base64Encode('hello')],
    ['bytes that are no text', base64Encode(Uint8Array.from([0xff, 0xfe, 0x7b]))],
    ['a list', '[{"swagger": "2.0"}]'],
    ['a text that ends too early', '{"swagger": "2.0", "info": {'],
    ['YAML with an unknown anchor', 'swagger: "2.0"\ninfo: *none'],
    ['no version', '{"info": {"title": "a"}}'],
    ['Swagger 1.2', JSON.stringify(swagger({}, { swagger: '1.2' }))],
    ['OpenAPI 3.1', JSON.stringify(openapi({}, { openapi: '3.1.0' }))],
    ['OpenAPI 3.00', JSON.stringify(openapi({}, { openapi: '3.00' }))],
    ['OpenAPI 13.0', JSON.stringify(openapi({}, { openapi: '13.0.0' }))],
    ['Swagger 2.0.1', JSON.stringify(swagger({}, { swagger: '2.0.1' }))],
    ['OpenAPI 2.0', JSON.stringify(openapi({}, { openapi: '2.0' }))],
  ])('and not from %s', async (_, body) => {
    expect((await importing(body)).answer).toEqual(refusal('Invalid OpenAPI input.'));
  });

  it('of a body, which there has to be', async () => {
    await converse([
      ['ImportRestApi', {}, { code: 'ValidationException' }],
      ['ImportRestApi', { body: 1 }, { code: 'SerializationException' }],
    ]);
  });

  it('of at most 6 MB, before anything is read', async () => {
    const size = 6 * 1_048_576;
    const filled = (bytes: number) => {
      const text = JSON.stringify(swagger({}));
      return text + ' '.repeat(bytes - text.length);
    };
    expect((await importing(filled(size))).answer).toMatchObject({ name: 'shop' });
    expect((await importing(filled(size + 1))).answer).toEqual(
      refusal('The definition is larger than the 6291456 bytes that can be imported.'),
    );
  });
});

describe('G64: an import that fails', () => {
  it('tells all that is refused, then all that is warned of, and makes nothing', async () => {
    const { talk, answer } = await importing(
      swagger(
        {
          '/a b': { get: answering('a') },
          '/c': {
            get: {
              'x-amazon-apigateway-integration': { type: 'aws', httpMethod: 'POST', uri: 'x' },
            },
          },
          '/d': { get: answering('d') },
        },
        { definitions: { 'Bad-Name': { type: 'object' } } },
      ),
    );
    expect(answer).toEqual(
      errors(
        "Unable to create model for 'Bad-Name': Model name must be alphanumeric: Bad-Name",
        "Unable to create resource at path '/a b': Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end and an optional plus sign before the closing brace.",
        "Unable to put integration on 'GET' for resource at path '/c': Invalid ARN specified in the request\nAdditionally, these warnings were found:\n\tParse issue: attribute paths.'/c'(get).responses is missing",
      ),
    );
    expect(await talk.ask('GetRestApis', {})).toEqual({ items: [] });
  });

  it('leaves an API as it was', async () => {
    const { talk } = await importing(definition);
    const before = await talk.ask('GetResources', { restApiId: '$api' });
    const broken = swagger(
      { '/new': { get: answering('new') }, '/new/a b': { get: answering('b') } },
      { info: { title: 'other', version: '2' } },
    );
    for (const mode of ['merge', 'overwrite']) {
      await talk.say([
        [
          'PutRestApi',
          { restApiId: '$api', mode, body: JSON.stringify(broken) },
          { code: 'BadRequestException' },
        ],
      ]);
    }
    expect(await talk.ask('GetResources', { restApiId: '$api' })).toEqual(before);
    expect(await talk.ask('GetRestApi', { restApiId: '$api' })).toMatchObject({ name: 'shop' });
  });

  it('does so when there is no title, as an API needs a name', async () => {
    expect((await importing({ swagger: '2.0', paths: {} })).answer).toEqual(
      refusal('Invalid REST API name specified'),
    );
  });
});

describe('G65: warnings', () => {
  const warned = swagger({
    '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } },
  });
  const warning = "Parse issue: attribute paths.'/a'(get).responses is missing";

  it('are told with the answer', async () => {
    const { talk, answer } = await importing(warned);
    expect(answer).toMatchObject({ name: 'shop', warnings: [warning] });
    expect(await talk.ask('GetRestApi', { restApiId: '$api' })).not.toHaveProperty('warnings');
  });

  it('fail the import where that is asked for', async () => {
    const { talk, answer } = await importing(warned, { failOnWarnings: true });
    expect(answer).toEqual(refusal(`Warnings found during import:\n\t${warning}`));
    expect(await talk.ask('GetRestApis', {})).toEqual({ items: [] });
    expect((await importing(definition, { failOnWarnings: true })).answer).toMatchObject({
      name: 'shop',
    });
  });

  it.each([
    [{ info: { title: 'a' } }, ['info.version is missing']],
    [{ paths: null }, ['paths is missing']],
    [
      { paths: { '/a': { get: answering('a', { responses: { 200: {}, default: {} } }) } } },
      [
        "paths.'/a'(get).responses.200.description is missing",
        "paths.'/a'(get).responses.default.description is missing",
      ],
    ],
    [{ paths: { a: { get: answering('a') } } }, ['paths. Resource a should start with /']],
  ])('tell what is missing: %j', async (more, expected) => {
    const { answer } = await importing(swagger({}, more));
    expect(answer['warnings']).toEqual(expected.map((line) => `Parse issue: attribute ${line}`));
  });

  it('tell that one server counts', async () => {
    const servers = [{ url: 'https://a' }, { url: 'https://b' }];
    expect((await importing(openapi({}, { servers }))).answer['warnings']).toEqual([
      'More than one server provided. Ignoring all but the first for defining endpoint configuration',
    ]);
    expect((await importing(openapi({}, { servers: servers.slice(1) }))).answer).not.toHaveProperty(
      'warnings',
    );
  });
});

it('G64: resources get the ids that operations would give, each its own', async () => {
  const { talk } = await converse([anApi]).then((made) => ({ talk: made }));
  await talk.say([
    ['PutRestApi', { restApiId: '$api', body: JSON.stringify(definition) }, { name: 'shop' }],
  ]);
  const paths = await pathsOf(talk);
  const ids = ['at_', 'at_pets', 'at_pets__id_'].map((name) => talk.known[name] ?? '');
  expect(Object.keys(paths)).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  expect(ids[0]).toBe(talk.known['root']);
  expect(ids.slice(1).every((id) => /^[a-z0-9]{6}$/.test(id))).toBe(true);
  expect(await methodAt(talk, '/pets/{id}')).toMatchObject({ httpMethod: 'GET' });
});
