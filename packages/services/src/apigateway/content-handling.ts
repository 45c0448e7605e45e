/** Conversions between text and bytes. Source: "Content type conversions in API Gateway". */
import { base64Encode } from '@stepthrough/json';
import type { Route } from '@stepthrough/scenario';
import { bytesOf, contentOfBase64, textOfContent, type Content } from '../contract/content.ts';

type Handling = Route['contentHandling'];

/** The body for the integration; `undefined` when it ought to be Base64 and is not. */
export function requestPayload(
  body: Content,
  isBinary: boolean,
  handling: Handling,
): Content | undefined {
  return isBinary || handling === 'CONVERT_TO_BINARY'
    ? converted(body, isBinary, handling ?? 'CONVERT_TO_BINARY')
    : textOfContent(body);
}

/**
 * The body for the client; `undefined` when it ought to be Base64 and is not.
 *
 * @param isBinary by the type of the answer
 * @param isWanted by what the client accepts
 */
export function responsePayload(
  body: Content,
  isBinary: boolean,
  isWanted: boolean,
  handling: Handling,
): Content | undefined {
  const standard = isWanted ? 'CONVERT_TO_BINARY' : 'CONVERT_TO_TEXT';
  return converted(body, isBinary, handling ?? standard);
}

function converted(
  body: Content,
  isBinary: boolean,
  handling: NonNullable<Handling>,
): Content | undefined {
  if (handling === 'CONVERT_TO_TEXT') {
    return isBinary ? base64Encode(bytesOf(body)) : textOfContent(body);
  }
  return isBinary ? body : contentOfBase64(textOfContent(body));
}
