/** Every simulated service but Step Functions itself, which is the world's own: one line each. */
import { apigateway } from './apigateway/service/apigateway.ts';
import type { Service, Surroundings } from './contract/service.ts';
import type { OwnService } from './contract/service-name.ts';
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

export function isOwnService(name: string): name is OwnService {
  return Object.hasOwn(list, name);
}

export function initialServices(setting: Surroundings): ServiceStates {
  const states = serviceNames.map((name) => [name, services[name].initial(setting)]);
  return Object.fromEntries(states) as ServiceStates;
}
