/** The refusals of S3 in AWS's words. */
import type { JsonObject } from '@stepthrough/json';
import { failure, type Refusal } from '../contract/outcome.ts';

/** An error with further members of its shape, e.g. `BucketName`. */
export function refusal(
  code: string,
  message: string,
  status = 400,
  members?: JsonObject,
): Refusal {
  const { error } = failure(code, message, status);
  return { ok: false, error: members ? { ...error, members } : error };
}

export const noSuchBucket = (BucketName: string): Refusal =>
  refusal('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName });

export const noSuchKey = (Key: string): Refusal =>
  refusal('NoSuchKey', 'The specified key does not exist.', 404, { Key });

export const noSuchVersion = (Key: string, VersionId: string): Refusal =>
  refusal('NoSuchVersion', 'The specified version does not exist.', 404, { Key, VersionId });

export const noSuchUpload = (UploadId: string): Refusal =>
  refusal(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId },
  );

export const malformedXml: Refusal = refusal(
  'MalformedXML',
  'The XML you provided was not well-formed or did not validate against our published schema',
);

export function invalidArgument(
  message: string,
  ArgumentName?: string,
  ArgumentValue?: string,
): Refusal {
  return refusal('InvalidArgument', message, 400, {
    ...(ArgumentName === undefined ? {} : { ArgumentName }),
    ...(ArgumentValue === undefined ? {} : { ArgumentValue }),
  });
}

export const invalidRequest = (message: string): Refusal => refusal('InvalidRequest', message);

export const accessDenied = (message = 'Access Denied'): Refusal =>
  refusal('AccessDenied', message, 403);

export const objectIsLocked: Refusal = accessDenied(
  'Access Denied because object protected by object lock.',
);

/** What is asked of a delete marker. */
export const methodNotAllowed = (Method: string): Refusal =>
  refusal('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
    Method,
    ResourceType: 'DeleteMarker',
  });

/** `condition` as the header is called, e.g. `If-Match`. */
export const preconditionFailed = (Condition: string): Refusal =>
  refusal(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { Condition },
  );

export const notImplemented = (Header: string, additionalMessage: string): Refusal =>
  refusal(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
    { Header, additionalMessage },
  );

/** What AWS can do and the simulation cannot. */
export const notSimulated = (what: string): Refusal =>
  failure('NotImplemented', `${what} is not simulated.`, 501);

/** A HEAD has no body: its errors are told by the status alone. */
export function withoutBody({ error }: Refusal): Refusal {
  const [code, message] = statusTexts.get(error.status) ?? ['BadRequest', 'Bad Request'];
  return failure(code, message, error.status, String(error.status));
}

const statusTexts: ReadonlyMap<number, readonly [code: string, message: string]> = new Map([
  [304, ['NotModified', 'Not Modified']],
  [400, ['BadRequest', 'Bad Request']],
  [403, ['Forbidden', 'Forbidden']],
  [404, ['NotFound', 'Not Found']],
  [405, ['MethodNotAllowed', 'Method Not Allowed']],
  [412, ['PreconditionFailed', 'Precondition Failed']],
  [416, ['InvalidRange', 'Requested Range Not Satisfiable']],
]);
