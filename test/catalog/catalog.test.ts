import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse, stateTypes } from '@stepthrough/asl';
import {
  choiceOperatorDocs,
  contextMembers,
  errorDoc,
  errorsOfService,
  type FieldTable,
  fieldsIn,
  fieldsOfAll,
  intrinsicFunctionDocs,
  jsonataFunctionDocs,
  mapResources,
  memberOf,
  notationDocs,
  optimizedActions,
  partFields,
  scopeFields,
  ServiceCatalog,
  stateFields,
  stateFieldsOf,
  statesErrors,
  statesMembers,
  stateTypeDocs,
  writeSnippet,
  writeYamlSnippet,
} from '@stepthrough/catalog';
import { choiceOperators, intrinsicFunctions, parseJsonata } from '@stepthrough/expressions';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstSentence } from '../../packages/catalog/scripts/descriptions.ts';
import type { SdkIndex, ServiceShapes } from '../../packages/catalog/src/services/sdk-data.ts';

const folder = dirname(
  createRequire(import.meta.url).resolve('@stepthrough/catalog/generated/index.json'),
);
const readGenerated = (name: string): string => readFileSync(join(folder, name), 'utf8');

const tables: readonly (readonly [name: string, table: FieldTable])[] = [
  ...Object.entries(stateFields),
  ...Object.entries(scopeFields),
  ...Object.entries(partFields),
];

test('without files the values of an optimized integration are texts, where they are to be of a list', () => {
  const { input } = new ServiceCatalog(() => undefined).integration('lambda:invoke') ?? {};
  for (const name of ['FunctionName', 'InvocationType', 'LogType']) {
    expect(memberOf(input, name)?.shape.kind, name).toBe('string');
  }
});

describe('fields', () => {
  test('there is a table for every state type', () => {
    expect(Object.keys(stateFields).sort()).toEqual([...stateTypes].sort());
    expect(Object.keys(stateTypeDocs).sort()).toEqual([...stateTypes].sort());
    expect(stateFieldsOf('Nope')).toBe(stateFields.Pass);
  });

  test.each(tables)('of %s are documented, and their snippets are JSON and YAML', (_, table) => {
    for (const [name, field] of Object.entries(table)) {
      expect([name, field.doc]).toEqual([name, expect.stringMatching(/\.$/)]);
      if (field.part !== undefined) {
        expect([...Object.keys(partFields), ...Object.keys(scopeFields)]).toContain(field.part);
      }
      for (const rival of field.oneOf ?? []) expect(Object.keys(table)).toContain(rival);
      const json = filled(writeSnippet(field.snippet));
      expect([name, json, parse(json, 'json').problems]).toEqual([name, json, []]);
      const yaml = filled(`${name}:${spaced(writeYamlSnippet(field.snippet, '  '))}`);
      expect([name, yaml, parse(yaml, 'yaml').problems]).toEqual([name, yaml, []]);
    }
  });

  test('that share a name are of one type, and for one query language', () => {
    const all = fieldsOfAll({ ...stateFields, ...partFields });
    for (const [, table] of tables.filter(([kind]) => !Object.hasOwn(scopeFields, kind))) {
      for (const [name, { type, language, takesJsonata, nullable }] of Object.entries(table)) {
        expect([name, all.get(name)]).toMatchObject([name, { type, language }]);
        expect([name, all.get(name)?.takesJsonata]).toEqual([name, takesJsonata]);
        expect([name, all.get(name)?.nullable]).toEqual([name, nullable]);
      }
    }
  });

  test('each query language has its own', () => {
    const names = (language: 'JSONPath' | 'JSONata') =>
      fieldsIn(stateFields.Task, language).map(([name]) => name);
    expect(names('JSONata')).toContain('Arguments');
    expect(names('JSONata')).not.toContain('Parameters');
    expect(names('JSONPath')).toContain('ResultSelector');
    expect(names('JSONPath')).not.toContain('Output');
  });

  test('the operators are those that are evaluated', () => {
    expect(Object.keys(choiceOperatorDocs).sort()).toEqual(Object.keys(choiceOperators).sort());
  });
});

/** A snippet as it is when each tab stop keeps its first text. */
function filled(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replaceAll(/\\([$}\\])/g, '$1');
}

function spaced(value: string): string {
  return value.startsWith('\n') ? value : ` ${value}`;
}

describe('functions', () => {
  test('the intrinsic functions are those that are evaluated', () => {
    expect([...intrinsicFunctionDocs.keys()].sort()).toEqual(
      Object.keys(intrinsicFunctions).sort(),
    );
  });

  test('JSONata has what AWS adds, and no $eval', () => {
    for (const name of ['partition', 'range', 'hash', 'random', 'uuid', 'parse']) {
      expect(jsonataFunctionDocs.get(name)?.isAws).toBe(true);
    }
    expect(jsonataFunctionDocs.has('eval')).toBe(false);
    for (const { signature, example, arity } of jsonataFunctionDocs.values()) {
      expect(signature).toMatch(/^\$\w+\(.*\)$/);
      expect(parseJsonata(example.replace('...', '')).ok).toBe(true);
      expect(arity[0]).toBeLessThanOrEqual(arity[1]);
    }
  });
});

describe('errors and the context object', () => {
  test('every error name of Step Functions has a meaning', () => {
    expect(Object.keys(statesErrors)).toContain('States.ItemReaderFailed');
    expect(errorDoc('States.Http.StatusCode.429')).toContain('429');
    expect(errorDoc('Lambda.TooManyRequestsException')).toContain('throttled');
    expect(errorDoc('toString')).toBeUndefined();
    expect(errorsOfService('Lambda', 'optimized')).toContain('Lambda.Unknown');
    expect(errorsOfService('Ec2', 'aws-sdk')).toEqual(['Ec2.Ec2Exception']);
  });

  test('the members have texts', () => {
    expect(contextMembers['Map']?.members?.['Item']?.members?.['Value']?.doc).toBeDefined();
    expect(Object.keys(statesMembers)).toEqual(['input', 'result', 'errorOutput', 'context']);
    expect(Object.keys(notationDocs.JSONPath)).toContain('$$');
  });
});

describe('services', () => {
  test('a file is read when it is first asked for, and once', () => {
    const read: string[] = [];
    const services = new ServiceCatalog((name) => {
      read.push(name);
      return readGenerated(name);
    });
    expect(read).toEqual([]);
    expect(services.sdkServices.size).toBeGreaterThan(200);
    services.integration('aws-sdk:s3:getObject');
    services.integration('aws-sdk:s3:putObject');
    expect(read).toEqual(['index.json', 's3.json']);
  });

  const services = new ServiceCatalog(readGenerated);

  test('an SDK action has the parameters of its API, spelled as Step Functions spells them', () => {
    const action = services.integration('aws-sdk:rds:describeDBInstances');
    expect(action?.input.members.map(({ name }) => name)).toContain('DbInstanceIdentifier');
    const output = action?.output('requestResponse');
    expect(memberOf(output, 'DbInstances')?.shape.kind).toBe('list');
    expect(services.integration('aws-sdk:dynamodb:query')?.required).toEqual([['TableName']]);
    expect(services.integration('aws-sdk:dynamodb:nope')).toBeUndefined();
    expect(services.sdkServices.get('dynamodb')?.errorPrefix).toBe('DynamoDb');
  });

  test('an idempotency token is not needed', () => {
    const required = services.integration('emr-serverless:startJobRun')?.required.flat();
    expect(required).toEqual(['ApplicationId', 'ExecutionRoleArn']);
  });

  test.each(optimizedActions)('%s has patterns, parameters, errors and samples', (name) => {
    const action = services.integration(name);
    expect(action?.patterns[0]).toBe('requestResponse');
    expect(action?.input.members.length).toBeGreaterThan(0);
    expect(action?.errors.length).toBeGreaterThan(0);
    const names = action?.input.members.map((member) => member.name) ?? [];
    for (const required of action?.required.flat() ?? []) expect(names).toContain(required);
    for (const pattern of action?.patterns ?? []) {
      expect(JSON.parse(JSON.stringify(action?.sample(pattern)))).toBeDefined();
    }
    // What is known without any file lists the same parameters.
    const bare = new ServiceCatalog().integration(name);
    expect(bare?.input.members.map((member) => member.name).sort()).toEqual(names.sort());
  });

  test('a Map names what no Task can', () => {
    expect(Object.keys(mapResources)).toEqual(['s3:getObject', 's3:listObjectsV2', 's3:putObject']);
    for (const name of Object.keys(mapResources))
      expect(services.integration(name)).toBeUndefined();
  });
});

/** Where AWS's API models may lie beside the project; see `scripts/generate.ts`. */
const models = new URL('../../../shared/models', import.meta.url).pathname;

describe('the generated files', () => {
  const index = JSON.parse(readGenerated('index.json')) as SdkIndex;
  const present = Object.entries(index.services).filter(([, { isRetired }]) => !isRetired);
  const actions = present.flatMap(([service]) => {
    const shapes = JSON.parse(readGenerated(`${service}.json`)) as ServiceShapes;
    return Object.keys(shapes.actions);
  });

  test('have every service of AWS, and those that it retired', () => {
    expect(index.date).toBe('2026-11');
    expect(present).toHaveLength(435);
    expect(actions).toHaveLength(19_419);
    expect(index.services['qldb']?.isRetired).toBe(true);
    expect(index.services['sqs']?.isRetired).toBeUndefined();
  });

  test('have the shapes of each, and descriptions of those often used', () => {
    const files = new Set(readdirSync(folder));
    for (const service of Object.keys(index.services)) expect(files).toContain(`${service}.json`);
    for (const service of ['sqs', 's3', 'lambda', 'ecs', 'dynamodb']) {
      expect(files).toContain(`${service}.docs.json`);
    }
  });

  test('are under a megabyte for one document', () => {
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    const largest = Math.max(...sizes.toSorted((a, b) => b - a).slice(1));
    expect(readGenerated('index.json').length + largest).toBeLessThan(1_000_000);
  });

  test.skipIf(!existsSync(models))('are what the models give (skipped without them)', async () => {
    const { generateFiles } = await import('../../packages/catalog/scripts/read-models.ts');
    const some = mkdtempSync(join(tmpdir(), 'models-'));
    onTestFinished(() => rmSync(some, { recursive: true }));
    for (const name of ['sqs', 'lambda', 's3', 'dynamodb']) {
      copyFileSync(join(models, `${name}.json.gz`), join(some, `${name}.json.gz`));
    }
    const files = generateFiles(some, index.date, index);
    const shapes = [...files].filter(([name]) => name !== 'index.json' && name.endsWith('.json'));
    expect(shapes).toHaveLength(8);
    for (const [name, text] of shapes) expect(readGenerated(name) === text, name).toBe(true);
  });
});

describe('the first sentence of documentation', () => {
  test.each([
    ['<p>Puts an item. It is new.</p>', 'Puts an item.'],
    [
      '<p>Uses <code>a.b</code>, e.g. 1.5 of &lt;x&gt; &amp; two. More.</p>',
      'Uses a.b, e.g. 1.5 of <x> & two.',
    ],
    ['No end', 'No end'],
    ['', ''],
    [undefined, ''],
    [`${'x'.repeat(199)}.`, `${'x'.repeat(199)}.`],
    [`y ${'x'.repeat(198)}.`, 'y…'],
    [`${'word '.repeat(60)}.`, `${'word '.repeat(39)}word…`],
  ])('%j', (html, text) => {
    expect(firstSentence(html)).toBe(text);
  });
});
