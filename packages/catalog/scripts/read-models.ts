/**
 * Reads AWS's API models, as botocore carries them, into the compact form of `src/generated`: an index of
 * services and actions, one file of shapes for each service, and one of descriptions for those often used.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { member, setMember } from '@stepthrough/json';
import { optimizedRows } from '../src/services/optimized.ts';
import type { SdkIndex, ServiceShapes, ShapeCode, ShapeRef } from '../src/services/sdk-data.ts';
import { descriptionsOf } from './descriptions.ts';
import { patternOf } from './patterns.ts';

/**
 * The generated files by name, made of a folder of models (`SERVICE.json.gz`, or botocore's own
 * `SERVICE/DATE/service-2.json.gz`): `index.json`, `SERVICE.json` for each service, `SERVICE.docs.json` for those often
 * used, and as a module of the program the parameters of the optimized integrations, which are known without any
 * file. Services of `earlier` that have no model any more are kept, as retired: their last shapes stay.
 */
export function generateFiles(
  folder: string,
  date: string,
  earlier: SdkIndex,
): ReadonlyMap<string, string> {
  const index: Record<string, SdkIndex['services'][string]> = {};
  const files = new Map<string, string>();
  const services = new Map<string, ServiceShapes>();
  for (const model of readModels(folder)) {
    const { serviceId, serviceFullName } = model.metadata;
    const service = serviceName(serviceId);
    const shapes = shapesOf(model);
    setMember(index, service, {
      title: serviceFullName,
      prefix: errorPrefix(serviceId),
    });
    services.set(service, shapes);
    files.set(`${service}.json`, print(shapes));
    if (isOfAllDay(service)) {
      files.set(`${service}.docs.json`, lines(descriptionsOf(model, actionName, memberName)));
    }
  }
  for (const [service, known] of Object.entries(earlier.services)) {
    if (!services.has(service)) setMember(index, service, { ...known, isRetired: true });
  }
  const sorted = Object.fromEntries(Object.entries(index).sort(([a], [b]) => (a < b ? -1 : 1)));
  files.set(
    'index.json',
    `{"date":${JSON.stringify(date)},"services":${lines(sorted).trimEnd()}}\n`,
  );
  files.set('optimized-parameters.ts', printModule(services));
  return files;
}

interface Model {
  readonly metadata: {
    readonly apiVersion: string;
    readonly serviceId: string;
    readonly serviceFullName: string;
  };
  readonly operations: { readonly [name: string]: Operation };
  readonly shapes: { readonly [name: string]: Shape };
}

interface Operation {
  readonly input?: Shape;
  readonly output?: Shape;
  readonly errors?: readonly { readonly shape: string }[];
  readonly documentation?: string;
}

interface Shape {
  readonly shape?: string;
  readonly type?: string;
  readonly required?: readonly string[];
  /** Made up by the SDK where it is left out. */
  readonly idempotencyToken?: boolean;
  /** Any JSON value. */
  readonly document?: boolean;
  readonly members?: { readonly [name: string]: Shape };
  readonly member?: Shape;
  readonly value?: Shape;
  /** The only values of a string. */
  readonly enum?: readonly string[];
  /** A regular expression, in the notation of Java. */
  readonly pattern?: string;
  readonly documentation?: string;
}

/** Of the models of one service that two folders have, the newer. */
function readModels(folder: string): readonly Model[] {
  const newest = new Map<string, Model>();
  for (const file of modelFiles(folder)) {
    const model = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Model;
    const { serviceId } = model.metadata;
    const known = newest.get(serviceId);
    if (known && known.metadata.apiVersion >= model.metadata.apiVersion) continue;
    newest.set(serviceId, model);
  }
  return [...newest.values()];
}

function modelFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return entry.name.endsWith('.json.gz') ? [path] : [];
      const newest = readdirSync(path).sort().at(-1) ?? '';
      return [join(path, newest, 'service-2.json.gz')];
    });
}

/**
 * Whether workflows use a service so often that its actions and the members of their requests are described:
 * those that have an optimized integration or are simulated, and a few more. All would be a third of what ships.
 */
function isOfAllDay(service: string): boolean {
  return optimizedServices.has(service) || simulatedOrFrequent.has(service);
}

const optimizedServices = new Set(
  Object.values(optimizedRows).flatMap(({ sdk }) => sdk?.split(':')[0] ?? []),
);

const simulatedOrFrequent: ReadonlySet<string> = new Set([
  'apigateway',
  'apigatewaymanagementapi',
  'bedrock',
  'bedrockruntime',
  'cloudwatch',
  'cloudwatchlogs',
  'cognitoidentityprovider',
  'dynamodb',
  'dynamodbstreams',
  'firehose',
  'kinesis',
  'kms',
  'pipes',
  'rdsdata',
  'redshiftdata',
  's3',
  'scheduler',
  'secretsmanager',
  'ses',
  'sesv2',
  'ssm',
  'sts',
]);

/** The name after `aws-sdk:`: that of the package of the AWS SDK for Java 2. */
function serviceName(serviceId: string): string {
  return shortId(serviceId).replaceAll(/[ -]/g, '').toLowerCase();
}

/** The first part of a service's error names: the SDK for Java's client class, `DynamoDB` as `DynamoDb`. */
function errorPrefix(serviceId: string): string {
  return shortId(serviceId)
    .replaceAll(/([a-z])(?=[A-Z][A-Za-z0-9])/g, '$1 ')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([0-9])([a-zA-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => capitalize(word.toLowerCase()))
    .join('');
}

function shortId(serviceId: string): string {
  return serviceId.replace(/^(?:Amazon|AWS)\s*/, '').replace(/\s*Service$/, '');
}

/** The shapes of a service's actions, each different shape once. */
function shapesOf(model: Model): ServiceShapes {
  const shapes: ShapeCode[] = [];
  const known = new Map<string, number>();
  const byName = new Map<string, number | string>();
  const ofRequests = shapesOfRequests(model);

  const add = (code: ShapeCode): number => {
    const key = JSON.stringify(code);
    const place = known.get(key) ?? shapes.length;
    if (place === shapes.length) shapes.push(code);
    known.set(key, place);
    return place;
  };

  const read = (shape: Shape): number | string => {
    const { shape: name } = shape;
    if (name !== undefined && name !== '') {
      const done = byName.get(name);
      if (done !== undefined) return done;
      const target = member(model.shapes, name);
      if (target === undefined) return 's';
      if (target.enum) return add(['=', ...target.enum]);
      const pattern = ofRequests.has(name) ? patternOf(target) : undefined;
      if (pattern !== undefined) return add(['~', pattern]);
      if (!isCompound(target)) return read(target);
      // Its place is taken before its members are read, because a shape can hold itself.
      const place = shapes.length;
      shapes.push([]);
      byName.set(name, place);
      shapes[place] = codeOf(target);
      return place;
    }
    if (shape.document) return 'a';
    return isCompound(shape)
      ? add(codeOf(shape))
      : (member(primitives, shape.type ?? 'string') ?? 's');
  };

  const codeOf = (shape: Shape): ShapeCode => {
    if (shape.type === 'list') return [read(shape.member ?? {})];
    if (shape.type === 'map') return ['', read(shape.value ?? {})];
    const required = new Set(shape.required);
    return Object.fromEntries(
      Object.entries(shape.members ?? {}).map(([name, member]) => [
        `${memberName(name)}${required.has(name) && !member.idempotencyToken ? '!' : ''}`,
        read(member),
      ]),
    );
  };

  const actions = Object.entries(model.operations).map(
    ([name, { input = {}, output = {} }]) =>
      [
        actionName(name),
        [read({ type: 'structure', ...input }), read({ type: 'structure', ...output })],
      ] as const,
  );
  return { actions: Object.fromEntries(actions), shapes };
}

/** The names of all shapes that a request can hold. What an answer looks like is never checked by its pattern. */
function shapesOfRequests({ operations, shapes }: Model): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = Object.values(operations).map(({ input }) => input?.shape);
  for (const name of pending) {
    if (name === undefined || found.has(name)) continue;
    found.add(name);
    const { members = {}, member: item, value } = member(shapes, name) ?? {};
    for (const inner of [...Object.values(members), item, value]) pending.push(inner?.shape);
  }
  return found;
}

function isCompound({ type, document }: Shape): boolean {
  return !document && (type === 'structure' || type === 'list' || type === 'map');
}

const primitives: { readonly [type: string]: string } = {
  string: 's',
  character: 's',
  boolean: 'b',
  integer: 'i',
  long: 'i',
  short: 'i',
  byte: 'i',
  float: 'n',
  double: 'n',
  bigdecimal: 'n',
  timestamp: 't',
  blob: 'B',
};

function actionName(operation: string): string {
  return operation.charAt(0).toLowerCase() + operation.slice(1);
}

/** As Step Functions spells a member: the SDK for Java's camel case with a capital first letter. */
function memberName(name: string): string {
  return capitalize(lowerHead(name));
}

/** `DBInstance` to `dbInstance`, as the SDK for Java does it. */
function lowerHead(name: string): string {
  let end = 1;
  const isUpper = (at: number): boolean => /[A-Z]/.test(name.charAt(at));
  while (isUpper(end) && !/[a-z]/.test(name.charAt(end + 1))) end += 1;
  return name.slice(0, end).toLowerCase() + name.slice(end);
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function printModule(services: ReadonlyMap<string, ServiceShapes>): string {
  const rows = Object.entries(optimizedRows).flatMap(([action, { sdk }]) => {
    const [service = '', verb = ''] = sdk?.split(':') ?? [];
    const { actions, shapes } = services.get(service) ?? { actions: {}, shapes: [] };
    const input = shapes[Number(member(actions, verb)?.[0])];
    if (sdk === undefined || !input || Array.isArray(input)) return [];
    const members = Object.entries(input as { readonly [member: string]: ShapeRef });
    const flat = members.map(([name, ref]) => [name, letterOf(ref, shapes)]);
    return [`  ${JSON.stringify(action)}: ${JSON.stringify(Object.fromEntries(flat))},`];
  });
  const type = '{ readonly [action: string]: { readonly [member: string]: string } }';
  return `export const optimizedParameters: ${type} = {\n${rows.join('\n')}\n};\n`;
}

/** A letter also for what is compound: `L` for a list, `M` for an object or map, `s` for any string. */
function letterOf(ref: ShapeRef, shapes: readonly ShapeCode[]): string {
  if (typeof ref === 'string') return ref;
  const code = shapes[ref];
  if (!Array.isArray(code) || code[0] === '') return 'M';
  return code[0] === '=' || code[0] === '~' ? 's' : 'L';
}

/** One entry a line, so that a difference between two versions can be read. */
function print(value: object): string {
  if (!('shapes' in value) || !('actions' in value)) return lines(value as Record<string, unknown>);
  const { actions, shapes } = value as ServiceShapes;
  const rows = shapes.map((shape) => JSON.stringify(shape)).join(',\n');
  return `{"actions":${lines(actions).trimEnd()},"shapes":[\n${rows}\n]}\n`;
}

function lines(record: { readonly [name: string]: unknown }): string {
  const rows = Object.entries(record).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  return `{\n${rows.join(',\n')}\n}\n`;
}
