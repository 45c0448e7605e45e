/** Operations of which a member's name comes from a table. */
import type { JsonObject } from '@stepthrough/json';
import { json, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import type { S3State } from './state.ts';

const address = { Bucket: text, ExpectedBucketOwner: text, Id: text };

interface Address {
  readonly Bucket?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id?: string;
}

/** An operation on a bucket that reads, beside the bucket and perhaps an id, JSON in members of these names. */
export function operationWith(
  names: readonly string[],
  hasId: boolean,
  perform: (
    given: JsonObject,
    address: Address,
    state: S3State,
    context: Context,
  ) => Result<S3State>,
): Operation<S3State> {
  const { Id, ...bucketOnly } = address;
  const form = {
    ...bucketOnly,
    ...(hasId ? { Id } : {}),
    ...Object.fromEntries(names.map((name) => [name, json])),
  };
  const checked = (request: JsonObject, state: S3State, context: Context): Result<S3State> => {
    const given = Object.fromEntries(
      Object.entries(request).filter(([name, value]) => names.includes(name) && value !== null),
    );
    const addressed = operation(address, (of, at: S3State, when) => perform(given, of, at, when));
    return addressed(request, state, context);
  };
  return Object.assign(checked, { form, unsimulated: [] });
}
