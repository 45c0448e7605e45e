/** How answers of services look to a Task. */
import { isArray, isObject, utf8Size, type Json, type JsonObject } from '@stepthrough/json';

export type Shaped =
  | { readonly output: Json }
  | { readonly failed: { readonly error: string; readonly cause: string } };

/** Optimized integrations add what the SDK knows of the HTTP answer. */
export function withMetadata(response: Json, requestId: string): { readonly output: Json } {
  const length = String(utf8Size(JSON.stringify(response)));
  const headers = {
    'Content-Length': length,
    'Content-Type': 'application/x-amz-json-1.0',
    'x-amzn-RequestId': requestId,
  };
  return {
    output: {
      ...(isObject(response) ? response : {}),
      SdkHttpMetadata: {
        AllHttpHeaders: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [value]]),
        ),
        HttpHeaders: headers,
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: requestId },
    },
  };
}

/** Step Functions spells members with a capital; some services' own APIs do not. */
export function capitalisedMembers(value: Json): Json {
  if (isArray(value)) return value.map(capitalisedMembers);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [capitalised(name), capitalisedMembers(member)]),
  );
}

export function lowerCasedMembers(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      member,
    ]),
  );
}

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
