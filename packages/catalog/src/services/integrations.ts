import { member } from '@stepthrough/json';
import { errorsOfService } from '../errors/service-errors.ts';
import { optimizedParameters } from '../generated/optimized-parameters.ts';
import { optimizedRows, type OptimizedRow } from './optimized.ts';
import { type ReadFile, SdkModels, type SdkService } from './sdk.ts';
import { flatObject } from './shape-table.ts';
import {
  type Member,
  memberOf,
  type ObjectShape,
  type Sample,
  sampleOf,
  type Shape,
} from './shape.ts';
import type { IntegrationPattern } from './pattern.ts';

/** What a Task’s Resource can call, optimized or `aws-sdk:`. */
export interface Integration {
  /** E.g. `lambda:invoke` or `aws-sdk:s3:getObject`. */
  readonly action: string;
  readonly isOptimized: boolean;
  readonly doc: string;
  readonly docUrl: string;
  readonly patterns: readonly IntegrationPattern[];
  /** The parameters; those that are needed are marked. */
  readonly input: ObjectShape;
  /** What is needed: each entry is one parameter, or several of which one is. */
  readonly required: readonly (readonly string[])[];
  /** Error names of the service, for ErrorEquals. */
  readonly errors: readonly string[];
  /** The result, where it is known. */
  output(pattern: IntegrationPattern): Shape | undefined;
  /** An answer as the service would give it, for mocks. */
  sample(pattern: IntegrationPattern): Sample;
}

/** Service integrations. Without files only the optimized ones, and what their parameters are made of is not known. */
export class ServiceCatalog {
  readonly #models: SdkModels;
  readonly #known = new Map<string, Integration | undefined>();

  /** `read` gives the files of the folder `generated`; it is asked when they are first needed. */
  constructor(read: ReadFile = () => undefined) {
    this.#models = new SdkModels(read);
  }

  /** The services that follow `aws-sdk:`, by name. Empty without files. */
  get sdkServices(): ReadonlyMap<string, SdkService> {
    return this.#models.services;
  }

  /** By the part of the ARN after `states:::` and without its pattern. */
  integration(action: string): Integration | undefined {
    if (!this.#known.has(action)) this.#known.set(action, this.#find(action));
    return this.#known.get(action);
  }

  /**
   * First part of the error names of an integration, e.g. `SQS` of `sqs:sendMessage` and `Sqs` of
   * `aws-sdk:sqs:sendMessage`; `undefined` where the service is not known.
   */
  errorPrefix(action: string): string | undefined {
    const [, name] = /^aws-sdk:(\w+):/.exec(action) ?? [];
    return name === undefined
      ? member(optimizedRows, action)?.errorPrefix
      : this.#models.services.get(name)?.errorPrefix;
  }

  /** When the API models are from, `YYYY-MM`; empty without files. */
  get date(): string {
    return this.#models.date;
  }

  #find(action: string): Integration | undefined {
    const row = member(optimizedRows, action);
    if (row) return optimized(action, row, this.#models);
    const [, name, verb] = /^aws-sdk:(\w+):(\w+)$/.exec(action) ?? [];
    const service = name === undefined ? undefined : this.#models.services.get(name);
    return service && verb !== undefined ? viaSdk(service, verb, this.#models) : undefined;
  }
}

export const optimizedActions: readonly string[] = Object.keys(optimizedRows);

const guide = 'https://docs.aws.amazon.com/step-functions/latest/dg/';

const guidePages: { readonly [service: string]: string } = {
  lambda: 'connect-lambda',
  sqs: 'connect-sqs',
  sns: 'connect-sns',
  dynamodb: 'connect-ddb',
  ecs: 'connect-ecs',
  batch: 'connect-batch',
  events: 'connect-eventbridge',
  states: 'connect-stepfunctions',
  apigateway: 'connect-api-gateway',
  http: 'call-https-apis',
  athena: 'connect-athena',
  glue: 'connect-glue',
  databrew: 'connect-databrew',
  codebuild: 'connect-codebuild',
  elasticmapreduce: 'connect-emr',
  'emr-containers': 'connect-emr-eks',
  'emr-serverless': 'connect-emr-serverless',
  eks: 'connect-eks',
  sagemaker: 'connect-sagemaker',
  bedrock: 'connect-bedrock',
  bedrockagentcore: 'connect-bedrockagentcore',
  mediaconvert: 'connect-mediaconvert',
};

function optimized(action: string, row: OptimizedRow, models: SdkModels): Integration {
  const model = row.sdk === undefined ? undefined : actionOf(models, row.sdk);
  const modelled = model?.input ?? flatObject(member(optimizedParameters, action) ?? {});
  const input = row.sdk === undefined ? modelled : described(modelled, row.sdk, models);
  const [service = ''] = action.split(':');
  const modelRequired = input.members.filter(({ required }) => required);
  const required = row.required.length > 0 ? row.required : modelRequired.map(({ name }) => [name]);
  const always = new Set(required.filter(({ length }) => length === 1).flat());
  const own = new Set(row.members.map(({ name }) => name));
  const inherited = input.members.filter(
    ({ name }) => !own.has(name) && !row.without?.includes(name),
  );
  const missing = [...required.flat()]
    .filter((name) => !own.has(name) && !inherited.some((member) => member.name === name))
    .map((name) => ({ name, required: false, shape: { kind: 'any' } as const }));
  const members = [...row.members, ...inherited, ...missing]
    .map((member): Member => withRequired(member, always.has(member.name)))
    .sort((a, b) => Number(b.required) - Number(a.required));
  const output = (pattern: IntegrationPattern): Shape | undefined => {
    if (pattern === 'waitForTaskToken') return undefined;
    if (pattern === 'requestResponse') return row.answers === false ? undefined : model?.output;
    return row.job === undefined ? undefined : jobResult(models, row.job);
  };
  return {
    action,
    isOptimized: true,
    doc: row.doc,
    docUrl: `${guide}${member(guidePages, service) ?? 'integrate-services'}.html`,
    patterns: row.patterns,
    input: { kind: 'object', members },
    required,
    errors: errorsOfService(row.errorPrefix, 'optimized'),
    output,
    sample: (pattern) => {
      const shape = output(pattern);
      const given = pattern === 'requestResponse' ? row.sample : row.jobSample;
      return given ?? (shape ? sampleOf(shape, 'all', 2) : {});
    },
  };
}

/** A member with another mark; what describes it is not read for that. */
function withRequired(known: Member, required: boolean): Member {
  const { name, shape } = known;
  const others = Object.getOwnPropertyDescriptors(known);
  return Object.defineProperties<Member>(
    { name, shape, required },
    { ...others, required: { value: required, enumerable: true } },
  );
}

/** The members of a request with what the API models say about them, read when it is asked for. */
function described(input: ObjectShape, name: string, models: SdkModels): ObjectShape {
  const [service = '', action = ''] = name.split(':');
  const members = input.members.map((each): Member => {
    return {
      ...each,
      get doc() {
        const [, docs = {}] = models.description(service, action) ?? [];
        return member(docs, each.name);
      },
    };
  });
  return { kind: 'object', members };
}

function actionOf(models: SdkModels, name: string) {
  const [service = '', action = ''] = name.split(':');
  return models.action(service, action);
}

/** `service:action`, or `service:action/Member` for a member, of a list its first item. */
function jobResult(models: SdkModels, job: string): Shape | undefined {
  const [name = '', member] = job.split('/');
  const answer = actionOf(models, name)?.output;
  if (member === undefined) return answer;
  const shape = memberOf(answer, member)?.shape;
  return shape?.kind === 'list' ? shape.item : shape;
}

/** Where a value that only shows its type is none that the service could give. */
const sdkSamples: { readonly [action: string]: Sample } = {
  'lambda:getFunction': {
    Configuration: { FunctionName: 'name', MemorySize: 128, Runtime: 'nodejs22.x', Timeout: 3 },
    Code: { RepositoryType: 'S3', Location: 'https://example.com/code.zip' },
  },
  's3:getObject': { Body: 'text', ContentLength: 4, ContentType: 'text/plain', ETag: '"1"' },
  's3:putObject': { ETag: '"1"', ServerSideEncryption: 'AES256' },
};

function viaSdk(service: SdkService, verb: string, models: SdkModels): Integration | undefined {
  const model = models.action(service.name, verb);
  if (!model) return undefined;
  return {
    action: `aws-sdk:${service.name}:${verb}`,
    isOptimized: false,
    get doc() {
      const [text = ''] = models.description(service.name, verb) ?? [];
      return text === '' ? `${service.title}: ${verb}.` : text;
    },
    docUrl: `${guide}supported-services-awssdk.html`,
    patterns: ['requestResponse', 'waitForTaskToken'],
    input: described(model.input, `${service.name}:${verb}`, models),
    required: model.input.members.filter(({ required }) => required).map(({ name }) => [name]),
    errors: errorsOfService(service.errorPrefix, 'aws-sdk'),
    output: (pattern) => (pattern === 'requestResponse' ? model.output : undefined),
    sample: (pattern) =>
      pattern === 'requestResponse'
        ? (sdkSamples[`${service.name}:${verb}`] ?? sampleOf(model.output, 'all', 2))
        : {},
  };
}
