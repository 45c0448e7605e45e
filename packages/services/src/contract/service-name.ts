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

/** Step Functions is the world's own; every other service has a state of its own. */
export type OwnService = Exclude<ServiceName, 'states'>;
