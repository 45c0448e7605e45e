import type { Json } from '@stepthrough/json';
import { answerLimit } from '@stepthrough/services';

export interface FunctionAnswer {
  readonly payload: Json;
  readonly isError: boolean;
}

/** Values in values: what the JSON readers of AWS's services (Jackson) take, and any code of ours can walk. */
const maximumDepth = 1000;

/**
 * What a function has answered, whatever its bytes are. Lambda hands them on, and Step Functions fails to
 * read those that are no JSON; here that is an error of the function, under the name that Lambda's own
 * clients give an answer that cannot be written as JSON. `undefined` stands for more than Lambda takes.
 */
export function readAnswer(body: Buffer | undefined, isError: boolean): FunctionAnswer {
  if (!body) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${answerLimit} bytes).`;
    return { payload: { errorType: 'Function.ResponseSizeTooLarge', errorMessage }, isError: true };
  }
  if (body.length === 0) return { payload: null, isError };
  if (isDeeper(body, maximumDepth)) return unreadable(`it nests deeper than ${maximumDepth}`);
  try {
    const payload: Json = JSON.parse(body.toString('utf8'));
    return { payload, isError };
  } catch (error) {
    return unreadable(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function unreadable(why: string): FunctionAnswer {
  const errorMessage = `Unable to marshal response: ${why}`;
  return { payload: { errorType: 'Runtime.MarshalError', errorMessage }, isError: true };
}

function isDeeper(text: Buffer, maximum: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index];
    if (isInString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) isInString = false;
    } else if (byte === quote) isInString = true;
    else if (byte === bracket || byte === brace) depth += 1;
    else if (byte === closingBracket || byte === closingBrace) depth -= 1;
    if (depth > maximum) return true;
  }
  return false;
}

const [quote, backslash, bracket, closingBracket, brace, closingBrace] = Buffer.from('"\\[]{}');
