/** Lengths and ranges of TestState's parameters, in the words of the SDK (least) and of the service (most). */
import { TestStateProblem, type TestStateCall } from './call.ts';

/** @throws TestStateProblem */
export function validateRanges(call: TestStateCall): void {
  for (const { at, of, min, max } of ranges) {
    const value = of(call);
    if (value === undefined) continue;
    const isText = typeof value === 'string';
    const size = isText ? value.length : value;
    if (size < min) {
      const [what, least] = isText ? ['length', 'min length'] : ['value', 'min value'];
      throw new TestStateProblem(
        'ParamValidationError',
        `Parameter validation failed:\nInvalid ${what} for parameter ${at}, value: ${size}, valid ${least}: ${min}`,
      );
    }
    if (size > max) refuse(at, `Member must have length less than or equal to ${max}`);
  }
  const mode = call.mock?.fieldValidationMode ?? 'STRICT';
  if (!modes.includes(mode)) {
    refuse('mock.fieldValidationMode', `Member must satisfy enum value set: [${modes.join(', ')}]`);
  }
}

const modes: readonly string[] = ['STRICT', 'PRESENT', 'NONE'];

interface Range {
  /** The parameter, with those around it. */
  readonly at: string;
  readonly of: (call: TestStateCall) => string | number | undefined;
  readonly min: number;
  readonly max: number;
}

/** Of the API model. */
const ranges: readonly Range[] = [
  { at: 'stateName', of: ({ stateName }) => stateName, min: 1, max: 80 },
  { at: 'mock.errorOutput.error', of: ({ mock }) => mock?.errorOutput?.error, min: 0, max: 256 },
  {
    at: 'mock.errorOutput.cause',
    of: ({ mock }) => mock?.errorOutput?.cause,
    min: 0,
    max: 32_768,
  },
  {
    at: 'stateConfiguration.retrierRetryCount',
    of: ({ stateConfiguration }) => stateConfiguration?.retrierRetryCount,
    min: 0,
    max: Infinity,
  },
  {
    at: 'stateConfiguration.errorCausedByState',
    of: ({ stateConfiguration }) => stateConfiguration?.errorCausedByState,
    min: 1,
    max: 80,
  },
  {
    at: 'stateConfiguration.mapIterationFailureCount',
    of: ({ stateConfiguration }) => stateConfiguration?.mapIterationFailureCount,
    min: 0,
    max: Infinity,
  },
  {
    at: 'stateConfiguration.mapItemReaderData',
    of: ({ stateConfiguration }) => stateConfiguration?.mapItemReaderData,
    min: 0,
    max: 262_144,
  },
];

/** Values are not shown: the API counts all of these as sensitive. */
function refuse(at: string, constraint: string): never {
  throw new TestStateProblem(
    'ValidationException',
    `1 validation error detected: Value at '${at}' failed to satisfy constraint: ${constraint}`,
  );
}
