import type { Member, Sample, Shape } from './shape.ts';
import type { IntegrationPattern } from './pattern.ts';

/** An optimized integration as written here; its shapes come from the API model that it names. */
export interface OptimizedRow {
  readonly doc: string;
  readonly patterns: readonly IntegrationPattern[];
  /** The action of the API model with the same request, `service:action`. */
  readonly sdk?: string;
  /** Each entry is a parameter that is needed, or several of which one is. */
  readonly required: readonly (readonly string[])[];
  /** Parameters that the API model lacks, or has otherwise. */
  readonly members: readonly Member[];
  /** Parameters of the API model that Step Functions does not take. */
  readonly without?: readonly string[];
  /** Whether the answer of the API model is the result. */
  readonly answers?: false;
  /** The action whose answer, or a member of it, is the result of `.sync`. */
  readonly job?: string;
  readonly sample?: Sample;
  readonly jobSample?: Sample;
  /** First part of its error names. */
  readonly errorPrefix: string;
}

const any: Shape = { kind: 'any' };
const text: Shape = { kind: 'string' };
const texts: Shape = { kind: 'list', item: text };

const rr: readonly IntegrationPattern[] = ['requestResponse'];
const callback: readonly IntegrationPattern[] = ['requestResponse', 'waitForTaskToken'];
const job: readonly IntegrationPattern[] = ['requestResponse', 'sync'];
const every: readonly IntegrationPattern[] = ['requestResponse', 'sync', 'waitForTaskToken'];

function parameter(name: string, shape: Shape, doc: string, values?: readonly string[]): Member {
  return { name, required: false, shape, doc, ...(values && { values }) };
}

/** What the service takes as text, and Step Functions also as JSON. */
function textOrJson(name: string, doc: string): Member {
  return { ...parameter(name, any, doc), isSentAsText: true };
}

/** Headers that API Gateway keeps to itself (developer guide, 'Call API Gateway with Step Functions'). */
const reservedHeaders =
  /^(?:authorization|connection|content-md5|expect|host|max-forwards|proxy-authenticate|server|te|transfer-encoding|trailer|upgrade|via|www-authenticate|x-forwarded.*|x-amzn?.*)$/i;

function row(
  patterns: readonly IntegrationPattern[],
  errorPrefix: string,
  doc: string,
  required: string,
  more: Partial<OptimizedRow> = {},
): OptimizedRow {
  const needed = required === '' ? [] : required.split(' ').map((names) => names.split('|'));
  return { patterns, errorPrefix, doc, required: needed, members: [], ...more };
}

const http = {
  SdkHttpMetadata: { HttpStatusCode: 200 },
  SdkResponseMetadata: { RequestId: '11111111-2222-3333-4444-555555555555' },
};

const apiMembers: readonly Member[] = [
  parameter('ApiEndpoint', text, 'Host of the API, without https://.'),
  parameter('Method', text, 'The HTTP method.', [
    'GET',
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'HEAD',
    'OPTIONS',
  ]),
  {
    ...parameter(
      'Headers',
      { kind: 'map', value: texts },
      'HTTP headers; each value is a list of strings.',
    ),
    reserved: reservedHeaders,
  },
  parameter('Stage', text, 'The stage of the API.'),
  parameter('Path', text, 'The path after the stage.'),
  parameter(
    'QueryParameters',
    { kind: 'map', value: texts },
    'Query parameters; lists of strings.',
  ),
  parameter('RequestBody', any, 'The body, as JSON; not with GET, HEAD, OPTIONS or DELETE.'),
  parameter('AllowNullValues', { kind: 'boolean' }, 'Whether null is kept in the body.'),
  parameter('AuthType', text, 'How the request is authorized.', [
    'NO_AUTH',
    'IAM_ROLE',
    'RESOURCE_POLICY',
  ]),
];

const httpMembers: readonly Member[] = [
  parameter('ApiEndpoint', text, 'The URL that is called, with https://.'),
  parameter('Method', text, 'The HTTP method.', [
    'GET',
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'HEAD',
    'OPTIONS',
  ]),
  parameter(
    'Authentication',
    {
      kind: 'object',
      members: [
        {
          name: 'ConnectionArn',
          required: true,
          shape: text,
          doc: 'ARN of the EventBridge connection that holds the credentials.',
        },
      ],
    },
    'The EventBridge connection to use.',
  ),
  parameter(
    'InvocationConfig',
    { kind: 'object', members: [{ name: 'ConnectionArn', required: true, shape: text }] },
    'The EventBridge connection of a private API.',
  ),
  parameter('Headers', any, 'HTTP headers.'),
  parameter('QueryParameters', any, 'Query parameters.'),
  parameter('RequestBody', any, 'The body, as JSON.'),
  parameter(
    'Transform',
    {
      kind: 'object',
      members: [
        {
          name: 'RequestBodyEncoding',
          required: false,
          shape: text,
          values: ['NONE', 'URL_ENCODED'],
        },
        {
          name: 'RequestEncodingOptions',
          required: false,
          shape: {
            kind: 'object',
            members: [
              {
                name: 'ArrayFormat',
                required: false,
                shape: text,
                values: ['BRACKETS', 'COMMAS', 'INDICES', 'NONE', 'REPEAT'],
              },
            ],
          },
        },
      ],
    },
    'How the body is encoded.',
  ),
];

const kubernetes: readonly Member[] = [
  parameter('ClusterName', text, 'Name of the EKS cluster.'),
  parameter('CertificateAuthority', text, 'The cluster’s certificate, in Base64.'),
  parameter('Endpoint', text, 'URL of the cluster’s API server.'),
];

const execution = {
  ExecutionArn: 'arn:aws:states:us-east-1:123456789012:execution:machine:name',
  Input: '{}',
  InputDetails: { Included: true },
  Name: 'name',
  OutputDetails: { Included: true },
  StartDate: 1893456000000,
  StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine',
  Status: 'SUCCEEDED',
  StopDate: 1893456001000,
};

const emr = 'ElasticMapReduce';

/** The optimized integrations of Step Functions (developer guide, 'Integrating services'). */
export const optimizedRows: { readonly [action: string]: OptimizedRow } = {
  'lambda:invoke': row(callback, 'Lambda', 'Calls a Lambda function.', 'FunctionName', {
    sdk: 'lambda:invoke',
    members: [
      parameter('FunctionName', text, 'Name or ARN of the function, with version or alias if any.'),
      textOrJson('Payload', 'The event that the function gets, as JSON.'),
      parameter('InvocationType', text, 'Event does not wait for the function.', [
        'RequestResponse',
        'Event',
        'DryRun',
      ]),
      parameter('Qualifier', text, 'A version or an alias.'),
      parameter('LogType', text, 'Tail returns the end of the log.', ['None', 'Tail']),
    ],
    answers: false,
    sample: { ExecutedVersion: '$LATEST', Payload: {}, StatusCode: 200, ...http },
  }),
  'sqs:sendMessage': row(
    callback,
    'SQS',
    'Sends a message to an SQS queue.',
    'QueueUrl MessageBody',
    {
      sdk: 'sqs:sendMessage',
      members: [textOrJson('MessageBody', 'The body; JSON is sent as its text.')],
      sample: {
        MD5OfMessageBody: '99914b932bd37a50b983c5e7c90ae93b',
        MessageId: '11111111-2222-3333-4444-555555555555',
        ...http,
      },
    },
  ),
  'sns:publish': row(
    callback,
    'SNS',
    'Publishes a message to an SNS topic, a target or a phone.',
    'Message TopicArn|TargetArn|PhoneNumber',
    {
      sdk: 'sns:publish',
      members: [textOrJson('Message', 'The message; JSON is sent as its text.')],
      sample: { MessageId: '11111111-2222-3333-4444-555555555555', ...http },
    },
  ),
  'dynamodb:getItem': row(rr, 'DynamoDB', 'Reads an item of a DynamoDB table.', 'TableName Key', {
    sdk: 'dynamodb:getItem',
    sample: { Item: { id: { S: '1' } }, ...http },
  }),
  'dynamodb:putItem': row(rr, 'DynamoDB', 'Writes an item of a DynamoDB table.', 'TableName Item', {
    sdk: 'dynamodb:putItem',
    sample: http,
  }),
  'dynamodb:deleteItem': row(
    rr,
    'DynamoDB',
    'Deletes an item of a DynamoDB table.',
    'TableName Key',
    { sdk: 'dynamodb:deleteItem', sample: http },
  ),
  'dynamodb:updateItem': row(
    rr,
    'DynamoDB',
    'Changes an item of a DynamoDB table.',
    'TableName Key',
    { sdk: 'dynamodb:updateItem', sample: http },
  ),
  'ecs:runTask': row(every, 'ECS', 'Starts an ECS or Fargate task.', 'TaskDefinition', {
    sdk: 'ecs:runTask',
    job: 'ecs:describeTasks/Tasks',
    sample: {
      Failures: [],
      Tasks: [
        { TaskArn: 'arn:aws:ecs:us-east-1:123456789012:task/c/1', LastStatus: 'PROVISIONING' },
      ],
    },
  }),
  'batch:submitJob': row(
    job,
    'Batch',
    'Submits an AWS Batch job.',
    'JobName JobQueue JobDefinition',
    {
      sdk: 'batch:submitJob',
      members: [parameter('Parameters', any, 'Parameters of the job definition.')],
      job: 'batch:describeJobs/Jobs',
      sample: {
        JobId: '11111111-2222-3333-4444-555555555555',
        JobName: 'job',
        JobArn: 'arn:aws:batch:us-east-1:123456789012:job/1',
      },
    },
  ),
  'events:putEvents': row(callback, 'EventBridge', 'Sends events to EventBridge.', 'Entries', {
    sdk: 'eventbridge:putEvents',
    members: [
      parameter(
        'Entries',
        {
          kind: 'list',
          item: {
            kind: 'object',
            members: [
              { ...textOrJson('Detail', 'The event, as JSON.'), required: false },
              { name: 'DetailType', required: false, shape: text },
              { name: 'Source', required: false, shape: text },
              { name: 'EventBusName', required: false, shape: text },
              { name: 'Time', required: false, shape: { kind: 'timestamp' } },
              { name: 'Resources', required: false, shape: texts },
              { name: 'TraceHeader', required: false, shape: text },
            ],
          },
        },
        'The events.',
      ),
    ],
    sample: { Entries: [{ EventId: '11111111-2222-3333-4444-555555555555' }], FailedEntryCount: 0 },
  }),
  'states:startExecution': row(
    ['requestResponse', 'sync', 'sync:2', 'waitForTaskToken'],
    'StepFunctions',
    'Starts an execution of another state machine. .sync:2 gives its output as JSON, .sync as text.',
    'StateMachineArn',
    {
      sdk: 'sfn:startExecution',
      members: [
        parameter('StateMachineArn', text, 'ARN of the state machine, a version or an alias.'),
        textOrJson(
          'Input',
          'The input. Pass AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID to link both executions.',
        ),
        parameter('Name', text, 'Name of the execution; made up when absent.'),
      ],
      job: 'sfn:describeExecution',
      // Reported of AWS: a mock of it has to give the time as text.
      sample: { ExecutionArn: execution.ExecutionArn, StartDate: '2030-01-01T00:00:00Z' },
      jobSample: { ...execution, Output: {} },
    },
  ),
  'apigateway:invoke': row(
    callback,
    'ApiGateway',
    'Calls an API of API Gateway.',
    'ApiEndpoint Method',
    {
      members: apiMembers,
      sample: { Headers: {}, ResponseBody: {}, StatusCode: 200, StatusText: 'OK' },
    },
  ),
  'http:invoke': row(
    rr,
    'States.Http',
    'Calls an HTTPS API through an EventBridge connection; at most 60 seconds.',
    'ApiEndpoint Method Authentication|InvocationConfig',
    {
      members: httpMembers,
      sample: { Headers: {}, ResponseBody: {}, StatusCode: 200, StatusText: 'OK' },
    },
  ),
  'athena:startQueryExecution': row(job, 'Athena', 'Starts an Athena query.', 'QueryString', {
    sdk: 'athena:startQueryExecution',
    job: 'athena:getQueryExecution',
  }),
  'athena:stopQueryExecution': row(rr, 'Athena', 'Stops an Athena query.', 'QueryExecutionId', {
    sdk: 'athena:stopQueryExecution',
  }),
  'athena:getQueryExecution': row(
    rr,
    'Athena',
    'Tells the state of an Athena query.',
    'QueryExecutionId',
    { sdk: 'athena:getQueryExecution' },
  ),
  'athena:getQueryResults': row(
    rr,
    'Athena',
    'Reads the rows of an Athena query.',
    'QueryExecutionId',
    { sdk: 'athena:getQueryResults' },
  ),
  'glue:startJobRun': row(job, 'Glue', 'Runs a Glue job.', 'JobName', {
    sdk: 'glue:startJobRun',
    job: 'glue:getJobRun/JobRun',
    sample: { JobRunId: 'jr_1' },
  }),
  'databrew:startJobRun': row(job, 'DataBrew', 'Runs a Glue DataBrew job.', 'Name', {
    sdk: 'databrew:startJobRun',
    job: 'databrew:describeJobRun',
  }),
  'codebuild:startBuild': row(job, 'CodeBuild', 'Starts a build.', 'ProjectName', {
    sdk: 'codebuild:startBuild',
  }),
  'codebuild:startBuildBatch': row(job, 'CodeBuild', 'Starts a batch of builds.', 'ProjectName', {
    sdk: 'codebuild:startBuildBatch',
  }),
  'codebuild:retryBuildBatch': row(job, 'CodeBuild', 'Runs a batch of builds again.', '', {
    sdk: 'codebuild:retryBuildBatch',
  }),
  'codebuild:stopBuild': row(rr, 'CodeBuild', 'Stops a build.', 'Id', {
    sdk: 'codebuild:stopBuild',
  }),
  'codebuild:stopBuildBatch': row(rr, 'CodeBuild', 'Stops a batch of builds.', 'Id', {
    sdk: 'codebuild:stopBuildBatch',
  }),
  'codebuild:batchDeleteBuilds': row(rr, 'CodeBuild', 'Deletes builds.', 'Ids', {
    sdk: 'codebuild:batchDeleteBuilds',
  }),
  'codebuild:batchGetReports': row(rr, 'CodeBuild', 'Reads reports.', 'ReportArns', {
    sdk: 'codebuild:batchGetReports',
  }),
  'codebuild:deleteBuildBatch': row(rr, 'CodeBuild', 'Deletes a batch of builds.', 'Id', {
    sdk: 'codebuild:deleteBuildBatch',
  }),
  'elasticmapreduce:createCluster': row(job, emr, 'Creates an EMR cluster.', 'Name Instances', {
    sdk: 'emr:runJobFlow',
    answers: false,
    sample: {
      ClusterId: 'j-1',
      ClusterArn: 'arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/j-1',
    },
  }),
  'elasticmapreduce:addStep': row(job, emr, 'Adds a step to an EMR cluster.', 'ClusterId Step', {
    members: [
      parameter('ClusterId', text, 'The cluster.'),
      parameter('Step', any, 'The step: Name, ActionOnFailure, HadoopJarStep.'),
      parameter('ExecutionRoleArn', text, 'The role with which the step runs.'),
    ],
    sample: { StepId: 's-1' },
  }),
  'elasticmapreduce:cancelStep': row(rr, emr, 'Cancels a pending step.', 'ClusterId StepId', {
    members: [parameter('ClusterId', text, 'The cluster.'), parameter('StepId', text, 'The step.')],
  }),
  'elasticmapreduce:terminateCluster': row(job, emr, 'Ends an EMR cluster.', 'ClusterId', {
    members: [parameter('ClusterId', text, 'The cluster.')],
  }),
  'elasticmapreduce:setClusterTerminationProtection': row(
    rr,
    emr,
    'Protects a cluster from being ended, or no longer.',
    'ClusterId',
    {
      members: [
        parameter('ClusterId', text, 'The cluster.'),
        parameter('TerminationProtected', { kind: 'boolean' }, 'Whether it is protected.'),
      ],
    },
  ),
  'elasticmapreduce:modifyInstanceFleetByName': row(
    rr,
    emr,
    'Changes the capacity of an instance fleet.',
    'ClusterId',
    {
      members: [
        parameter('ClusterId', text, 'The cluster.'),
        parameter('InstanceFleetName', text, 'The fleet.'),
        parameter('InstanceFleet', any, 'The wanted capacities.'),
      ],
    },
  ),
  'elasticmapreduce:modifyInstanceGroupByName': row(
    rr,
    emr,
    'Changes the size of an instance group.',
    'ClusterId',
    {
      members: [
        parameter('ClusterId', text, 'The cluster.'),
        parameter('InstanceGroupName', text, 'The group.'),
        parameter('InstanceGroup', any, 'The wanted size.'),
      ],
    },
  ),
  ...sameAsSdk('emr-containers', 'emrcontainers', 'EMRContainers', {
    createVirtualCluster: [rr, 'Registers an EKS namespace with EMR.'],
    deleteVirtualCluster: [job, 'Removes a virtual cluster.'],
    startJobRun: [job, 'Runs a job on a virtual cluster.'],
  }),
  ...sameAsSdk('emr-serverless', 'emrserverless', 'EmrServerless', {
    createApplication: [job, 'Creates an application.'],
    startApplication: [job, 'Starts an application.'],
    stopApplication: [job, 'Stops an application.'],
    deleteApplication: [job, 'Deletes an application.'],
    startJobRun: [job, 'Runs a job.'],
    cancelJobRun: [job, 'Cancels a job.'],
  }),
  ...sameAsSdk('eks', 'eks', 'EKS', {
    createCluster: [job, 'Creates a cluster.'],
    deleteCluster: [job, 'Deletes a cluster.'],
    createFargateProfile: [job, 'Creates a Fargate profile.'],
    deleteFargateProfile: [job, 'Deletes a Fargate profile.'],
    createNodegroup: [job, 'Creates a node group.'],
    deleteNodegroup: [job, 'Deletes a node group.'],
  }),
  'eks:runJob': row(
    every,
    'EKS',
    'Runs a Kubernetes job.',
    'ClusterName CertificateAuthority Endpoint',
    {
      members: [
        ...kubernetes,
        parameter('Namespace', text, 'The namespace of the job.'),
        parameter('Job', any, 'The manifest of the job.'),
        parameter('LogOptions', any, 'Whether and how logs are returned.'),
      ],
    },
  ),
  'eks:call': row(
    rr,
    'EKS',
    'Calls the Kubernetes API.',
    'ClusterName CertificateAuthority Endpoint',
    {
      members: [
        ...kubernetes,
        parameter('Method', text, 'The HTTP method.'),
        parameter('Path', text, 'The path of the API.'),
        parameter('QueryParameters', any, 'Query parameters; lists of strings.'),
        parameter('RequestBody', any, 'The body.'),
      ],
      sample: { Headers: {}, ResponseBody: {}, StatusCode: 200 },
    },
  ),
  ...sameAsSdk('sagemaker', 'sagemaker', 'SageMaker', {
    createTrainingJob: [job, 'Trains a model.'],
    createTransformJob: [job, 'Transforms a data set in a batch.'],
    createProcessingJob: [job, 'Processes data.'],
    createLabelingJob: [job, 'Has data labelled.'],
    createHyperParameterTuningJob: [job, 'Tunes hyperparameters.'],
    createModel: [rr, 'Creates a model.'],
    createEndpoint: [rr, 'Creates an endpoint.'],
    createEndpointConfig: [rr, 'Creates the configuration of an endpoint.'],
    updateEndpoint: [rr, 'Changes an endpoint.'],
  }),
  'bedrock:invokeModel': row(rr, 'Bedrock', 'Asks a model of Bedrock.', 'ModelId', {
    sdk: 'bedrockruntime:invokeModel',
    members: [
      parameter('ModelId', text, 'ID or ARN of the model.'),
      textOrJson('Body', 'The request in the model’s own form. Not beside Input.'),
      parameter(
        'Input',
        { kind: 'object', members: [{ name: 'S3Uri', required: true, shape: text }] },
        'The S3 object that holds the request.',
      ),
      parameter(
        'Output',
        { kind: 'object', members: [{ name: 'S3Uri', required: true, shape: text }] },
        'The S3 object to which the answer is written.',
      ),
    ],
    answers: false,
    sample: { Body: {}, ContentType: 'application/json' },
  }),
  'bedrock:createModelCustomizationJob': row(job, 'Bedrock', 'Fine-tunes a model.', '', {
    sdk: 'bedrock:createModelCustomizationJob',
    job: 'bedrock:getModelCustomizationJob',
  }),
  'bedrockagentcore:invokeHarness': row(
    rr,
    'BedrockAgentCore',
    'Asks an agent of Bedrock AgentCore through its harness.',
    'HarnessArn RuntimeSessionId Messages',
    { sdk: 'bedrockagentcore:invokeHarness', answers: false },
  ),
  'mediaconvert:createJob': row(job, 'MediaConvert', 'Transcodes media.', 'Role Settings', {
    sdk: 'mediaconvert:createJob',
  }),
};

/** Actions whose request and answer are those of the API. */
function sameAsSdk(
  service: string,
  sdk: string,
  prefix: string,
  actions: {
    readonly [action: string]: readonly [patterns: readonly IntegrationPattern[], doc: string];
  },
): { readonly [action: string]: OptimizedRow } {
  return Object.fromEntries(
    Object.entries(actions).map(([action, [patterns, doc]]) => {
      const describe = action.replace(/^create/, 'describe');
      const isJob = action.endsWith('Job') && patterns.includes('sync') && describe !== action;
      return [
        `${service}:${action}`,
        row(patterns, prefix, doc, '', {
          sdk: `${sdk}:${action}`,
          ...(isJob && { job: `${sdk}:${describe}` }),
        }),
      ];
    }),
  );
}

/** What a distributed Map may name in ItemReader and ResultWriter; no Task can. */
export const mapResources: { readonly [action: string]: 'ItemReader' | 'ResultWriter' } = {
  's3:getObject': 'ItemReader',
  's3:listObjectsV2': 'ItemReader',
  's3:putObject': 'ResultWriter',
};
