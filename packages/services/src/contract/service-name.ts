export type ServiceName =
  | 'sqs'
  | 'sns'
  | 'events'
  | 'lambda'
  | 'states'
  | 'apigateway'
  | 's3'
  | 'dynamodb'
  | 'pipes'
  | 'workers'
  | 'jobs'
  | 'http';

/** A second API of a service: its operations are named as those of the first are. */
export type SecondApi = 'apigatewayv2';

/** Under which name an operation is asked for. */
export type ApiName = ServiceName | SecondApi;

/** Step Functions is the world's own; every other service has a state of its own. */
export type OwnService = Exclude<ServiceName, 'states'>;
export type OwnApi = Exclude<ApiName, 'states'>;
