/** Every simulated service but Step Functions itself, which is the world's own. */
import { member } from '@stepthrough/json';
import { apigateway } from './apigateway/apigateway.ts';
import type { ApiGatewayState } from './apigateway/state.ts';
import { dynamodb, type DynamoState } from './dynamodb/dynamodb.ts';
import { events, type EventsState } from './events/events.ts';
import { http, type HttpState } from './http/http.ts';
import { jobs, type JobsState } from './jobs/jobs.ts';
import { lambda } from './lambda/lambda.ts';
import type { LambdaState } from './lambda/state.ts';
import { pipes, type PipesState } from './pipes/pipes.ts';
import { s3, type S3State } from './s3/s3.ts';
import type { Operation, OwnService, Service, Surroundings } from './service.ts';
import { sns, type SnsState } from './sns/sns.ts';
import { sqs } from './sqs/sqs.ts';
import type { SqsState } from './sqs/state.ts';
import { workers, type WorkersState } from './workers/workers.ts';

export interface ServiceStates {
  readonly sqs: SqsState;
  readonly sns: SnsState;
  readonly events: EventsState;
  readonly lambda: LambdaState;
  readonly apigateway: ApiGatewayState;
  readonly s3: S3State;
  readonly dynamodb: DynamoState;
  readonly pipes: PipesState;
  readonly workers: WorkersState;
  readonly jobs: JobsState;
  readonly http: HttpState;
}

type Registry = { readonly [S in OwnService]: Service<ServiceStates[S]> };

const services: Registry = {
  sqs,
  sns,
  events,
  lambda,
  apigateway,
  s3,
  dynamodb,
  pipes,
  workers,
  jobs,
  http,
};

export const serviceNames = Object.keys(services) as OwnService[];

export function initialServices(setting: Surroundings): ServiceStates {
  return {
    sqs: sqs.initial(setting),
    sns: sns.initial(setting),
    events: events.initial(setting),
    lambda: lambda.initial(setting),
    apigateway: apigateway.initial(setting),
    s3: s3.initial(setting),
    dynamodb: dynamodb.initial(setting),
    pipes: pipes.initial(setting),
    workers: workers.initial(setting),
    jobs: jobs.initial(setting),
    http: http.initial(setting),
  };
}

/** The service with its state's type forgotten: the pairing of both is kept by their common name. */
export function serviceOf(name: OwnService): Service<unknown> {
  return services[name] as Service<unknown>;
}

export function operationOf(service: OwnService, name: string): Operation<unknown> | undefined {
  return member(serviceOf(service).operations, name);
}
