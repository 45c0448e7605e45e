/** What TestState checks before it runs anything. Messages are recorded. */
import { isIntegration, readResource, stateTypes } from '@stepthrough/asl';
import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '@stepthrough/json';
import { type Mock, TestStateProblem, type TestStateCall } from './call.ts';
import { validateRanges } from './validate-ranges.ts';
import { resultShapeOf, validateResult } from './validate-result.ts';

/** Checks what can be checked before the state is looked up in the definition. */
export function validateCall(call: TestStateCall): void {
  validateRanges(call);
  const { mock, revealSecrets, stateConfiguration } = call;
  if (mock?.result !== undefined && mock.errorOutput) {
    refuse('A test mock should have only one of the following fields: [result, errorOutput].');
  }
  if (revealSecrets && mock) {
    refuse('TestState does not support RevealSecrets when a mock is specified.');
  }
  if (stateConfiguration?.mapIterationFailureCount !== undefined && !mock) {
    refuse('TestState does not support MapIterationFailureCount when a mock is not specified.');
  }
}

/** Checks the request against the state that it tests, and gives it with its mock as JSON. */
export function validateState(
  name: string,
  state: JsonObject,
  request: TestStateCall,
): TestStateCall {
  const { Type } = state;
  const types = ['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'];
  if (!stateTypes.some((type) => type === Type)) {
    invalid(
      `The field 'Type' should have one of these values: [${types.join(', ')}] at /States/${name}/Type`,
    );
  }
  if (Type === 'Parallel' && Array.isArray(state['Branches']) && state['Branches'].length === 0) {
    invalid(`Value cannot be empty at /States/${name}/Branches`);
  }
  const call = readMock(state, request);
  if (call.context) validateContext(call.context, state);
  return call;
}

/** Checks a Map of which it is known, by now, how many iterations it would have. */
export function validateIterations(items: Json | undefined, call: TestStateCall): void {
  const { mapIterationFailureCount = 0, mapItemReaderData } = call.stateConfiguration ?? {};
  const known = mapItemReaderData === undefined ? items : parseJson(mapItemReaderData);
  if (typeof known !== 'object' || known === null) return;
  if (mapIterationFailureCount > Object.keys(known).length) {
    refuse(
      'Map iteration failure count must be less than or equal to the number of Map iterations',
    );
  }
}

function readMock(state: JsonObject, call: TestStateCall): TestStateCall {
  checkMockable(state, call);
  if (!call.mock) return call;
  const mock = withResult(call.mock);
  if (state['Type'] === 'Task') validateResult(mock, resultShapeOf(textOf(state['Resource'])));
  else if (mock.result !== undefined) validateResults(state, mock.result);
  return { ...call, mock };
}

function withResult(mock: Mock): Mock {
  if (typeof mock.result !== 'string') return mock;
  const result = parseJson(mock.result);
  return result === undefined ? refuse('Mocked result must be valid JSON') : { ...mock, result };
}

function checkMockable(state: JsonObject, { mock, roleArn }: TestStateCall): void {
  const { Type } = state;
  const needsMock = Type === 'Map' || Type === 'Parallel';
  if (!mock) {
    if (needsMock) {
      throw new TestStateProblem(
        'InvalidDefinition',
        'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
      );
    }
    if (Type === 'Task' && !isRunWithoutMock(textOf(state['Resource']))) {
      refuse('TestState does not support this Task state when a mock is not specified.');
    }
    if (Type === 'Task' && roleArn === undefined) {
      refuse('RoleArn must be specified when testing a Task state');
    }
    return;
  }
  if (!needsMock && Type !== 'Task') {
    refuse(`State type '${String(Type)}' is not supported when a mock is specified`);
  }
}

/** Activities, callbacks and jobs are not (AWS "Testing state machines"; the words are an assumption). */
function isRunWithoutMock(text: string): boolean {
  const resource = readResource(text);
  if (resource.kind === 'activity') return false;
  return !isIntegration(resource) || resource.pattern === 'requestResponse';
}

/** A mock of what branches or iterations give. */
function validateResults({ ResultWriter, Branches }: JsonObject, result: Json): void {
  if (ResultWriter !== undefined) {
    if (!isObject(result)) refuse('Mocked result must be a JSON object.');
    return;
  }
  if (!isArray(result)) return refuse('Mocked result must be an array.');
  if (Array.isArray(Branches) && result.length !== Branches.length) {
    refuse('Mocked result must contain the same number of items as number of Parallel branches.');
  }
}

/** The members that a given context object may have, with the type of each. */
const contextFields: { readonly [name: string]: { readonly [field: string]: string } } = {
  Execution: {
    Id: 'string',
    Input: 'any',
    Name: 'string',
    RoleArn: 'string',
    StartTime: 'string',
    RedriveCount: 'number',
    RedriveTime: 'string',
  },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

function validateContext(context: JsonObject, state: JsonObject): void {
  const refuseContext = (why: string): never => refuse(`Invalid Context object provided: ${why}`);
  for (const [name, value] of Object.entries(context)) {
    if (name === 'Map') {
      refuseContext("'Map' field is not supported when mocking a Context object");
    }
    const fields = member(contextFields, name);
    if (!fields) return refuseContext(`Field '${name}' is not allowed`);
    if (!isObject(value)) return refuseContext(`${name} must be an object`);
    for (const [field, given] of Object.entries(value)) {
      const type = member(fields, field);
      if (type === undefined) refuseContext(`Field '${field}' is not allowed`);
      if (type !== 'any' && typeof given !== type) {
        refuseContext(`${name}.${field} must be a ${String(type)}`);
      }
    }
  }
  const resource = readResource(textOf(state['Resource']));
  const waits = isIntegration(resource) && resource.pattern !== 'requestResponse';
  if (context['Task'] !== undefined && !waits) {
    refuseContext(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function refuse(message: string): never {
  throw new TestStateProblem('ValidationException', message);
}

function invalid(problem: string): never {
  throw new TestStateProblem(
    'InvalidDefinition',
    `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${problem}'`,
  );
}
