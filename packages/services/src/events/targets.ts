/** Operations on the targets of rules. */
import { placesIn, type Infer } from '@stepthrough/scenario';
import { parseJson, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import {
  flag,
  list,
  map,
  members,
  number,
  operation,
  record,
  text,
} from '../contract/request-form.ts';
import type { Operation } from '../contract/service.ts';
import { isDestination } from './api-destination.ts';
import { httpParameters } from './authorization.ts';
import { targetServices } from './delivery.ts';
import { managed } from './managed-rule.ts';
import { pageOf } from './paging.ts';
import { ruleOf } from './rules.ts';
import type { EventsKey } from './schedules.ts';
import { withRule, type EventsState, type Target } from './state.ts';
import {
  broken,
  constraintsBroken,
  invalid,
  limitExceeded,
  rangeBroken,
  rangeProblem,
  type Given,
} from './validation.ts';

const targetForm = members({
  Id: text,
  Arn: text,
  RoleArn: text,
  Input: text,
  InputPath: text,
  InputTransformer: members({ InputPathsMap: map(text), InputTemplate: text }),
  SqsParameters: members({ MessageGroupId: text }),
  DeadLetterConfig: members({ Arn: text }),
  RetryPolicy: members({ MaximumRetryAttempts: number, MaximumEventAgeInSeconds: number }),
  KinesisParameters: record,
  RunCommandParameters: record,
  EcsParameters: record,
  BatchParameters: record,
  HttpParameters: httpParameters,
  RedshiftDataParameters: record,
  SageMakerPipelineParameters: record,
  AppSyncParameters: record,
});

type GivenTarget = Infer<typeof targetForm>;

/** The most targets of one rule. */
const limit = 5;

export const targetOperations: { readonly [name: string]: Operation<EventsState, EventsKey> } = {
  PutTargets: operation(
    { Rule: text, EventBusName: text, Targets: list(targetForm) },
    ({ Rule, EventBusName, Targets = [] }, state) => {
      const problem =
        countProblem('targets', Targets.length) ??
        broken(Targets.flatMap((target, index) => targetBroken(target, index + 1)));
      if (problem) return { state, outcome: problem };
      const rule = ruleOf(state, Rule, EventBusName, 'rule');
      if (isRefusal(rule)) return { state, outcome: rule };
      if (rule.archive !== undefined) return { state, outcome: managed(rule) };
      const repeated = repeatedId(Targets);
      if (repeated) return { state, outcome: repeated };
      const given: Target[] = [];
      for (const target of Targets) {
        const read = readTarget(target);
        if (isRefusal(read)) return { state, outcome: read };
        given.push(read);
      }
      const ids = new Set(given.map(({ Id }) => Id));
      const kept = rule.targets.filter(({ Id }) => !ids.has(Id));
      const targets = [...kept, ...given];
      if (targets.length > limit) return { state, outcome: limitExceeded };
      return { state: withRule(state, { ...rule, targets }), outcome: noneFailed };
    },
  ),

  RemoveTargets: operation(
    { Rule: text, EventBusName: text, Ids: list(text), Force: flag },
    ({ Rule, EventBusName, Ids = [], Force: isForced = false }, state) => {
      const problem = countProblem('ids', Ids.length);
      if (problem) return { state, outcome: problem };
      const rule = ruleOf(state, Rule, EventBusName, 'rule');
      if (isRefusal(rule)) return { state, outcome: rule };
      if (rule.archive !== undefined && !isForced) return { state, outcome: managed(rule) };
      const targets = rule.targets.filter(({ Id }) => !Ids.includes(Id));
      return { state: withRule(state, { ...rule, targets }), outcome: noneFailed };
    },
  ),

  ListTargetsByRule: operation(
    { Rule: text, EventBusName: text, Limit: number, NextToken: text },
    ({ Rule, EventBusName, Limit, NextToken }, state) => {
      const problem = rangeProblem('limit', Limit, 1, 100);
      if (problem) return { state, outcome: problem };
      const rule = ruleOf(state, Rule, EventBusName, 'rule');
      if (isRefusal(rule)) return { state, outcome: rule };
      const page = pageOf(rule.targets, Limit, NextToken);
      if (isRefusal(page)) return { state, outcome: page };
      const Targets = page.items.map((target): JsonObject => ({ ...target }));
      return { state, outcome: success({ Targets, ...page.token }) };
    },
  ),
};

const noneFailed = success({ FailedEntryCount: 0, FailedEntries: [] });

function countProblem(at: string, count: number): Refusal | undefined {
  if (count > 0 && count <= 100) return undefined;
  const limits = count === 0 ? 'greater than or equal to 1' : 'less than or equal to 100';
  return broken([
    `Value '[]' at '${at}' failed to satisfy constraint: Member must have length ${limits}`,
  ]);
}

/** An id names one target, also in a request. */
function repeatedId(targets: readonly GivenTarget[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const { Id = '' } of targets) {
    if (seen.has(Id)) {
      return invalid(
        `Parameter targets is not valid. Reason: More than one target with Id '${Id}' is provided.`,
      );
    }
    seen.add(Id);
  }
  return undefined;
}

function targetBroken(target: GivenTarget, number: number): readonly string[] {
  const at = `targets.${number}.member`;
  const { Id, Arn, RoleArn, Input, InputPath, InputTransformer, SqsParameters } = target;
  const { DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts, MaximumEventAgeInSeconds } = {} } =
    target;
  const template = InputTransformer?.InputTemplate;
  const ofTemplate: Given = [
    `${at}.inputTransformer.inputTemplate`,
    template,
    'TransformerInput',
    'required',
  ];
  return [
    ...constraintsBroken(
      [`${at}.id`, Id, 'TargetId', 'required'],
      [`${at}.arn`, Arn, 'Arn', 'required'],
      [`${at}.roleArn`, RoleArn, 'Arn'],
      [`${at}.input`, Input, 'TargetInput'],
      [`${at}.inputPath`, InputPath, 'TargetInputPath'],
      ...(InputTransformer ? [ofTemplate] : []),
      [`${at}.sqsParameters.messageGroupId`, SqsParameters?.MessageGroupId, 'MessageGroupId'],
      [`${at}.deadLetterConfig.arn`, DeadLetterConfig?.Arn, 'Arn'],
    ),
    ...pathsBroken(`${at}.inputTransformer.inputPathsMap`, InputTransformer?.InputPathsMap),
    ...rangeBroken(`${at}.retryPolicy.maximumRetryAttempts`, MaximumRetryAttempts, 0, 185),
    ...rangeBroken(
      `${at}.retryPolicy.maximumEventAgeInSeconds`,
      MaximumEventAgeInSeconds,
      60,
      86_400,
    ),
  ];
}

/** The most paths of an input transformer. */
const mostPaths = 100;

function pathsBroken(
  at: string,
  paths: { readonly [name: string]: string } = {},
): readonly string[] {
  const names = Object.keys(paths);
  const shown = Object.entries(paths).map(([name, path]) => `${name}=${path}`);
  const told = `Value '{${shown.join(', ')}}' at '${at}' failed to satisfy constraint:`;
  return [
    ...(names.length > mostPaths
      ? [`${told} Member must have length less than or equal to ${mostPaths}`]
      : []),
    ...(names.every((name) => /^[A-Za-z0-9_-]{1,256}$/.test(name))
      ? []
      : [
          `${told} Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9\\_\\-]+]`,
        ]),
  ];
}

function readTarget(given: GivenTarget): Target | Refusal {
  const { Id = '', Arn = '', RoleArn, Input, InputPath, InputTransformer } = given;
  const { SqsParameters, HttpParameters, DeadLetterConfig, RetryPolicy, ...others } = given;
  const target: Target = {
    Id,
    Arn,
    ...(RoleArn === undefined ? {} : { RoleArn }),
    ...(Input === undefined ? {} : { Input }),
    ...(InputPath === undefined ? {} : { InputPath }),
    ...(InputTransformer === undefined ? {} : { InputTransformer }),
    ...(SqsParameters === undefined ? {} : { SqsParameters }),
    ...(HttpParameters === undefined ? {} : { HttpParameters }),
    ...(DeadLetterConfig === undefined ? {} : { DeadLetterConfig }),
    ...(RetryPolicy === undefined ? {} : { RetryPolicy }),
  };
  const own = Object.keys(others).find((name) => name.endsWith('Parameters'));
  return arnProblem(target, own) ?? inputProblem(target) ?? deadLetterProblem(target) ?? target;
}

function arnProblem(target: Target, parameters: string | undefined): Refusal | undefined {
  const { Id, Arn, SqsParameters } = target;
  const [arn, partition, service = '', region, account, ...resource] = Arn.split(':');
  if (
    arn !== 'arn' ||
    !partition ||
    region === undefined ||
    account === undefined ||
    resource.length === 0
  ) {
    return invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  if (!targetServices.includes(service))
    return invalid(`A target of ${service}, ${Arn}, is not simulated.`);
  if (parameters !== undefined)
    return invalid(`${parameters} of the target ${Id} is not simulated.`);
  if (isDestination(Arn)) {
    return target.RoleArn === undefined
      ? invalid(`RoleArn is required for target ${Arn}.`)
      : undefined;
  }
  if (target.HttpParameters) return invalid(`HttpParameters of the target ${Id} is not simulated.`);
  const isFifo = service === 'sqs' && Arn.endsWith('.fifo');
  return isFifo && SqsParameters?.MessageGroupId === undefined
    ? invalid(`Parameter(s) SqsParameters must be specified for target: ${Id}.`)
    : undefined;
}

function inputProblem({ Id, Input, InputPath, InputTransformer }: Target): Refusal | undefined {
  const given = [Input, InputPath, InputTransformer].filter((each) => each !== undefined);
  if (given.length > 1) {
    return invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  }
  if (Input !== undefined && parseJson(Input) === undefined) {
    return invalid(`JSON syntax error in input for target ${Id}.`);
  }
  const wrongPath = invalid(`InputPath for target ${Id} is invalid.`);
  if (InputPath !== undefined && !isInputPath(InputPath)) return wrongPath;
  if (!InputTransformer) return undefined;
  const { InputPathsMap: paths = {}, InputTemplate: template = '' } = InputTransformer;
  if (!Object.values(paths).every(isInputPath)) return wrongPath;
  const places = placesIn(template);
  const unknown = places.find((name) => !Object.hasOwn(paths, name) && !name.startsWith('aws.'));
  if (unknown !== undefined) {
    return invalid(`InputTemplate for target ${Id} contains invalid placeholder ${unknown}.`);
  }
  return places.includes(wholeEvent) && !template.trimStart().startsWith('{')
    ? invalid(
        `InputTemplate for target ${Id} contains placeholder ${wholeEvent} valid only for JSON template.`,
      )
    : undefined;
}

/** The one placeholder that stands in templates of objects alone. */
const wholeEvent = 'aws.events.event.json';

/** EventBridge knows names after dots and indices in brackets, no names in brackets. */
function isInputPath(path: string): boolean {
  return path.startsWith('$') && !/\[\s*['"]/.test(path);
}

function deadLetterProblem({ DeadLetterConfig }: Target): Refusal | undefined {
  const [, , service = ''] = DeadLetterConfig?.Arn?.split(':') ?? [];
  if (service !== '' && service !== 'sqs')
    return invalid(`${service} is not supported as a dead letter resource`);
  return DeadLetterConfig?.Arn?.endsWith('.fifo')
    ? invalid('SQS FIFO is not supported by Dead Letter Queues')
    : undefined;
}
