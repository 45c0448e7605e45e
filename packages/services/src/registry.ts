/** Every simulated service but Step Functions itself, which is the world's own: one line each. */
import { member } from '@stepthrough/json';
import { apigateway } from './apigateway/service/apigateway.ts';
import type { Operations, Service, Surroundings } from './contract/service.ts';
import type { OwnApi, OwnService } from './contract/service-name.ts';
import { dynamodb } from './dynamodb/dynamodb.ts';
import { events } from './events/events.ts';
import { http } from './http/http.ts';
import { jobs } from './jobs/jobs.ts';
import { lambda } from './lambda/lambda.ts';
import { pipes } from './pipes/pipes.ts';
import { s3 } from './s3/s3.ts';
import { sns } from './sns/sns.ts';
import { sqs } from './sqs/sqs.ts';
import { workers } from './workers/workers.ts';

const list = {
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
} satisfies { readonly [N in OwnService]: unknown };

type List = typeof list;

export type ServiceStates = { readonly [N in OwnService]: ReturnType<List[N]['initial']> };
/** What each service keeps with its alarms. */
export type WakeKeys = {
  readonly [N in OwnService]: Parameters<NonNullable<List[N]['wake']>>[0];
};
/** What each service keeps with its calls, until their answers come. */
export type CallKeys = {
  readonly [N in OwnService]: Parameters<NonNullable<List[N]['reply']>>[0];
};

/** The services by name, each with the types of its own state and keys. */
export const services: {
  readonly [N in OwnService]: Service<N, ServiceStates[N], WakeKeys[N], CallKeys[N]>;
} = list;

export const serviceNames: readonly OwnService[] = Object.keys(list).filter(isOwnService);

function isOwnService(name: string): name is OwnService {
  return Object.hasOwn(list, name);
}

/** Whether operations are asked for under this name. */
export function isOwnApi(name: string): name is OwnApi {
  return name === 'apigatewayv2' || isOwnService(name);
}

/** The service that has an API. */
export function ownerOf(api: OwnApi): OwnService {
  return api === 'apigatewayv2' ? 'apigateway' : api;
}

/** Those of one of a service's APIs. */
export function operationsOf<S, K>(
  { operations, second }: Pick<Service<OwnService, S, K>, 'operations' | 'second'>,
  api: OwnApi,
): Operations<S, K> {
  return second?.api === api ? second.operations : operations;
}

/** Whether an API has an operation here. */
export function hasOperation(api: OwnApi, name: string): boolean {
  const { operations, second } = services[ownerOf(api)];
  return member<unknown>(second?.api === api ? second.operations : operations, name) !== undefined;
}

export function initialServices(setting: Surroundings): ServiceStates {
  const states = serviceNames.map((name) => [name, services[name].initial(setting)]);
  return Object.fromEntries(states) as ServiceStates;
}
