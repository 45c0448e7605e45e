import type { Pattern } from './resources.ts';

/** What an optimized service integration supports and takes. */
interface Integration {
  readonly patterns: readonly Pattern[];
  /** Names of required parameters; `A|B` means one of them. */
  readonly required: readonly string[];
  /** All parameters, where the whole list is known. */
  readonly known: readonly string[] | undefined;
}

const rr: readonly Pattern[] = [''];
const callback: readonly Pattern[] = ['', '.waitForTaskToken'];
const job: readonly Pattern[] = ['', '.sync'];
const all: readonly Pattern[] = ['', '.sync', '.waitForTaskToken'];

function row(patterns: readonly Pattern[], required = '', optional?: string): Integration {
  const names = required === '' ? [] : required.split(' ');
  const known = [...names.flatMap((name) => name.split('|')), ...(optional?.split(' ') ?? [])];
  return { patterns, required: names, known: optional === undefined ? undefined : known };
}

const dynamo =
  'AttributesToGet ConditionalOperator ConditionExpression ConsistentRead Expected ExpressionAttributeNames ExpressionAttributeValues ProjectionExpression ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues ReturnValuesOnConditionCheckFailure';

/** The optimized integrations of Step Functions (developer guide, 'Integrating services'). */
const integrations: { readonly [action: string]: Integration } = {
  'lambda:invoke': row(
    callback,
    'FunctionName',
    'Payload InvocationType Qualifier ClientContext LogType',
  ),
  'sqs:sendMessage': row(
    callback,
    'QueueUrl MessageBody',
    'DelaySeconds MessageAttributes MessageDeduplicationId MessageGroupId MessageSystemAttributes',
  ),
  'sns:publish': row(
    callback,
    'Message TopicArn|TargetArn|PhoneNumber',
    'Subject MessageAttributes MessageStructure MessageDeduplicationId MessageGroupId',
  ),
  'dynamodb:getItem': row(rr, 'TableName Key', dynamo),
  'dynamodb:putItem': row(rr, 'TableName Item', dynamo),
  'dynamodb:deleteItem': row(rr, 'TableName Key', dynamo),
  'dynamodb:updateItem': row(rr, 'TableName Key', `${dynamo} UpdateExpression AttributeUpdates`),
  'ecs:runTask': row(all, 'TaskDefinition'),
  'batch:submitJob': row(job, 'JobName JobQueue JobDefinition'),
  'events:putEvents': row(callback, 'Entries', 'EndpointId'),
  'states:startExecution': row(
    ['', '.sync', '.sync:2', '.waitForTaskToken'],
    'StateMachineArn',
    'Input Name TraceHeader',
  ),
  'apigateway:invoke': row(
    callback,
    'ApiEndpoint Method',
    'Headers Stage Path QueryParameters RequestBody AllowNullValues AuthType',
  ),
  'http:invoke': row(
    rr,
    'ApiEndpoint Method',
    'Authentication InvocationConfig Headers QueryParameters RequestBody Transform',
  ),
  'athena:startQueryExecution': row(job, 'QueryString'),
  'athena:stopQueryExecution': row(rr, 'QueryExecutionId'),
  'athena:getQueryExecution': row(rr, 'QueryExecutionId'),
  'athena:getQueryResults': row(rr, 'QueryExecutionId'),
  'glue:startJobRun': row(job, 'JobName'),
  'databrew:startJobRun': row(job, 'Name'),
  'codebuild:startBuild': row(job, 'ProjectName'),
  'codebuild:startBuildBatch': row(job, 'ProjectName'),
  'codebuild:retryBuildBatch': row(job),
  'codebuild:stopBuild': row(rr, 'Id'),
  'codebuild:stopBuildBatch': row(rr, 'Id'),
  'codebuild:batchDeleteBuilds': row(rr, 'Ids'),
  'codebuild:batchGetReports': row(rr, 'ReportArns'),
  'codebuild:deleteBuildBatch': row(rr, 'Id'),
  'elasticmapreduce:createCluster': row(job, 'Name Instances'),
  'elasticmapreduce:addStep': row(job, 'ClusterId Step'),
  'elasticmapreduce:terminateCluster': row(job, 'ClusterId'),
  'elasticmapreduce:cancelStep': row(rr, 'ClusterId StepId'),
  'elasticmapreduce:setClusterTerminationProtection': row(rr, 'ClusterId'),
  'elasticmapreduce:modifyInstanceFleetByName': row(rr, 'ClusterId'),
  'elasticmapreduce:modifyInstanceGroupByName': row(rr, 'ClusterId'),
  'emr-containers:createVirtualCluster': row(rr),
  'emr-containers:deleteVirtualCluster': row(job),
  'emr-containers:startJobRun': row(job),
  'emr-serverless:createApplication': row(job),
  'emr-serverless:startApplication': row(job),
  'emr-serverless:stopApplication': row(job),
  'emr-serverless:deleteApplication': row(job),
  'emr-serverless:startJobRun': row(job),
  'emr-serverless:cancelJobRun': row(job),
  'eks:createCluster': row(job),
  'eks:deleteCluster': row(job),
  'eks:createFargateProfile': row(job),
  'eks:deleteFargateProfile': row(job),
  'eks:createNodegroup': row(job),
  'eks:deleteNodegroup': row(job),
  'eks:runJob': row(all, 'ClusterName CertificateAuthority Endpoint'),
  'eks:call': row(rr, 'ClusterName CertificateAuthority Endpoint'),
  'sagemaker:createTrainingJob': row(job),
  'sagemaker:createTransformJob': row(job),
  'sagemaker:createProcessingJob': row(job),
  'sagemaker:createLabelingJob': row(job),
  'sagemaker:createHyperParameterTuningJob': row(job),
  'sagemaker:createModel': row(rr),
  'sagemaker:createEndpoint': row(rr),
  'sagemaker:createEndpointConfig': row(rr),
  'sagemaker:updateEndpoint': row(rr),
  'bedrock:invokeModel': row(rr, 'ModelId'),
  'bedrock:createModelCustomizationJob': row(job),
  'mediaconvert:createJob': row(job, 'Role Settings'),
  's3:getObject': row(rr),
  's3:listObjectsV2': row(rr),
  's3:putObject': row(rr),
};

export function integrationOf(action: string): Integration | undefined {
  return Object.hasOwn(integrations, action) ? integrations[action] : undefined;
}

export const optimizedActions: readonly string[] = Object.keys(integrations);
