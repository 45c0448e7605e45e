/** What a request to an AWS service has been read as. */
import type { JsonObject } from '@stepthrough/json';
import type { ServiceName } from '../contract/service-name.ts';
import type { AwsAsked } from './state.ts';

export type AwsRequest =
  | {
      readonly kind: 'request';
      readonly service: ServiceName;
      readonly asked: AwsAsked;
      readonly request: JsonObject;
    }
  /** The service would answer that it cannot read it. */
  | { readonly kind: 'unreadable'; readonly text: string }
  | { readonly kind: 'notSimulated'; readonly what: string };
