/** Attributes of messages, which SQS and SNS write alike. */
import { base64Decode, utf8Size } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { map, members, text } from '../contract/request-form.ts';

export const messageAttributes = map(
  members({ DataType: text, StringValue: text, BinaryValue: text }),
);

export type MessageAttributes = Infer<typeof messageAttributes>;

/** Bytes of the body, and of each attribute's name, type and value. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  let bytes = utf8Size(body);
  for (const [name, { DataType = '', StringValue = '', BinaryValue }] of Object.entries(
    attributes,
  )) {
    const content =
      BinaryValue === undefined
        ? utf8Size(StringValue)
        : (base64Decode(BinaryValue)?.length ?? utf8Size(BinaryValue));
    bytes += utf8Size(name) + utf8Size(DataType) + content;
  }
  return bytes;
}
