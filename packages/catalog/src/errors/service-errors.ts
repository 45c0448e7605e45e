import { member } from '@stepthrough/json';

/** Names that services throw, after the first part; from the services' API references. */
const names: { readonly [prefix: string]: string } = {
  Lambda:
    'ServiceException AWSLambdaException SdkClientException TooManyRequestsException Unknown ClientExecutionTimeoutException EC2AccessDeniedException EC2ThrottledException EC2UnexpectedException EFSIOException EFSMountConnectivityException EFSMountFailureException EFSMountTimeoutException ENILimitReachedException InvalidParameterValueException InvalidRequestContentException InvalidRuntimeException InvalidSecurityGroupIDException InvalidSubnetIDException InvalidZipFileException KMSAccessDeniedException KMSDisabledException KMSInvalidStateException KMSNotFoundException RecursiveInvocationException RequestTooLargeException ResourceConflictException ResourceNotFoundException ResourceNotReadyException SnapStartException SnapStartNotReadyException SnapStartTimeoutException SubnetIPAddressLimitReachedException UnsupportedMediaTypeException',
  SQS: 'AmazonSQSException SdkClientException QueueDoesNotExistException InvalidMessageContentsException UnsupportedOperationException RequestThrottledException',
  SNS: 'AmazonSNSException SdkClientException AuthorizationErrorException EndpointDisabledException InternalErrorException InvalidParameterException InvalidParameterValueException NotFoundException PlatformApplicationDisabledException',
  DynamoDB:
    'AmazonDynamoDBException ConditionalCheckFailedException InternalServerErrorException ItemCollectionSizeLimitExceededException ProvisionedThroughputExceededException RequestLimitExceededException ResourceNotFoundException ThrottlingException TransactionConflictException',
  ECS: 'AmazonECSException ServerException ClientException InvalidParameterException ClusterNotFoundException UnsupportedFeatureException PlatformUnknownException PlatformTaskDefinitionIncompatibilityException AccessDeniedException BlockedException',
  Batch: 'AWSBatchException ClientException ServerException',
  EventBridge: 'FailedEntry AmazonEventBridgeException InternalException',
  StepFunctions:
    'AWSStepFunctionsException ExecutionAlreadyExistsException ExecutionLimitExceededException InvalidArnException InvalidExecutionInputException InvalidNameException StateMachineDeletingException StateMachineDoesNotExistException',
  ApiGateway: '400 401 403 404 409 429 500 502 503 504',
  'States.Http':
    'Socket StatusCode.400 StatusCode.401 StatusCode.403 StatusCode.404 StatusCode.429 StatusCode.500 StatusCode.502 StatusCode.503 StatusCode.504',
  Athena:
    'AmazonAthenaException InternalServerException InvalidRequestException TooManyRequestsException',
  Glue: 'AWSGlueException ConcurrentRunsExceededException EntityNotFoundException InternalServiceException InvalidInputException OperationTimeoutException ResourceNumberLimitExceededException',
  DataBrew:
    'AWSGlueDataBrewException ConflictException ResourceNotFoundException ServiceQuotaExceededException ValidationException',
  CodeBuild:
    'AWSCodeBuildException AccountLimitExceededException InvalidInputException ResourceNotFoundException',
  ElasticMapReduce:
    'AmazonElasticMapReduceException InternalServerException InvalidRequestException',
  EMRContainers:
    'AmazonEMRContainersException InternalServerException ResourceNotFoundException ValidationException',
  EmrServerless:
    'AWSEMRServerlessException ConflictException InternalServerException ResourceNotFoundException ValidationException',
  EKS: '401 403 404 409 500 AmazonEKSException ClientException InvalidParameterException ResourceInUseException ResourceLimitExceededException ServerException',
  SageMaker:
    'AmazonSageMakerException ResourceInUseException ResourceLimitExceededException ResourceNotFoundException',
  Bedrock:
    'AccessDeniedException InternalServerException ModelErrorException ModelNotReadyException ModelTimeoutException ResourceNotFoundException ServiceQuotaExceededException ThrottlingException ValidationException',
  BedrockAgentCore:
    'AccessDeniedException InternalServerException ResourceNotFoundException RuntimeClientErrorException ServiceQuotaExceededException ThrottlingException ValidationException',
  MediaConvert:
    'AWSMediaConvertException BadRequestException ConflictException ForbiddenException InternalServerErrorException NotFoundException TooManyRequestsException',
  // The first parts below are those of `aws-sdk:` integrations.
  DynamoDb:
    'BackupInUseException BackupNotFoundException ConditionalCheckFailedException InternalServerErrorException ItemCollectionSizeLimitExceededException ProvisionedThroughputExceededException RequestLimitExceededException ResourceInUseException ResourceNotFoundException TableAlreadyExistsException TableNotFoundException ThrottlingException TransactionCanceledException TransactionConflictException TransactionInProgressException',
  S3: 'BucketAlreadyExistsException BucketAlreadyOwnedByYouException InvalidObjectStateException NoSuchBucketException NoSuchKeyException NoSuchUploadException ObjectNotInActiveTierErrorException',
  Sfn: 'ActivityDoesNotExistException ExecutionAlreadyExistsException ExecutionDoesNotExistException ExecutionLimitExceededException InvalidArnException InvalidDefinitionException InvalidExecutionInputException InvalidNameException InvalidOutputException InvalidTokenException StateMachineDoesNotExistException TaskDoesNotExistException TaskTimedOutException',
  Sqs: 'InvalidMessageContentsException MessageNotInflightException OverLimitException QueueDoesNotExistException ReceiptHandleIsInvalidException TooManyEntriesInBatchRequestException',
  Sns: 'AuthorizationErrorException InternalErrorException InvalidParameterException NotFoundException TopicLimitExceededException',
  Ecs: 'ClientException ClusterNotFoundException InvalidParameterException ServerException ServiceNotActiveException ServiceNotFoundException',
  SecretsManager:
    'DecryptionFailureException InternalServiceErrorException InvalidParameterException InvalidRequestException LimitExceededException ResourceExistsException ResourceNotFoundException',
  Ssm: 'InternalServerErrorException InvalidInstanceIdException ParameterAlreadyExistsException ParameterNotFoundException TooManyUpdatesException',
  Rds: 'DbClusterAlreadyExistsException DbClusterNotFoundException DbClusterSnapshotNotFoundException DbInstanceAlreadyExistsException DbInstanceNotFoundException DbSnapshotAlreadyExistsException DbSnapshotNotFoundException InvalidDbClusterStateException InvalidDbInstanceStateException SnapshotQuotaExceededException',
  Kms: 'AccessDeniedException DependencyTimeoutException DisabledException InvalidCiphertextException KeyUnavailableException KmsInternalException KmsInvalidStateException NotFoundException',
  Scheduler:
    'ConflictException InternalServerException ResourceNotFoundException ServiceQuotaExceededException ThrottlingException ValidationException',
  Organizations:
    'AccessDeniedException AccountNotFoundException ConcurrentModificationException ConstraintViolationException DuplicateOrganizationalUnitException FinalizingOrganizationException InvalidInputException ServiceException TooManyRequestsException',
  BedrockRuntime:
    'AccessDeniedException InternalServerException ModelErrorException ModelNotReadyException ModelStreamErrorException ModelTimeoutException ResourceNotFoundException ServiceQuotaExceededException ThrottlingException ValidationException',
  BedrockAgent:
    'AccessDeniedException ConflictException InternalServerException ResourceNotFoundException ServiceQuotaExceededException ThrottlingException ValidationException',
  CloudFormation:
    'AlreadyExistsException ChangeSetNotFoundException InsufficientCapabilitiesException LimitExceededException StackInstanceNotFoundException StackSetNotFoundException TokenAlreadyExistsException',
  RedshiftData:
    'ActiveStatementsExceededException ExecuteStatementException InternalServerException ResourceNotFoundException ValidationException',
  Textract:
    'AccessDeniedException BadDocumentException DocumentTooLargeException InternalServerErrorException InvalidJobIdException InvalidParameterException InvalidS3ObjectException LimitExceededException ProvisionedThroughputExceededException ThrottlingException UnsupportedDocumentException',
  Rekognition:
    'AccessDeniedException ImageTooLargeException InternalServerErrorException InvalidImageFormatException InvalidParameterException InvalidS3ObjectException LimitExceededException ProvisionedThroughputExceededException ResourceNotFoundException ThrottlingException',
  Transcribe:
    'BadRequestException ConflictException InternalFailureException LimitExceededException NotFoundException',
};

/** Names beside those that have the service's own first part. */
const others: { readonly [prefix: string]: readonly string[] } = {
  Lambda: ['Sandbox.Timedout'],
  ECS: ['AmazonECS.Unknown'],
};

/**
 * The error names of a service by their first part. Integrations by `aws-sdk:` have a name of their
 * own for what has no name; those of optimized ones are in the table.
 */
export function errorsOfService(prefix: string, via: 'optimized' | 'aws-sdk'): readonly string[] {
  const known = member(names, prefix)?.split(' ') ?? [];
  if (via === 'optimized') {
    return [...known.map((name) => `${prefix}.${name}`), ...(member(others, prefix) ?? [])];
  }
  const own = known.filter(
    (name) => !/^(?:AWS|Amazon|\d)/.test(name) && name !== `${prefix}Exception`,
  );
  return [`${prefix}Exception`, ...own].map((name) => `${prefix}.${name}`);
}
