/** Runtimes by their names, and those that functions can no longer be made with. */
import type { Refusal } from '../../contract/outcome.ts';
import { invalid } from '../model/problems.ts';

const supported = [
  'nodejs20.x',
  'nodejs22.x',
  'nodejs24.x',
  'nodejs26.x',
  'python3.9',
  'python3.10',
  'python3.11',
  'python3.12',
  'python3.13',
  'python3.14',
  'python3.15',
  'java8.al2',
  'java8.al2023',
  'java11',
  'java11.al2023',
  'java17',
  'java17.al2023',
  'java21',
  'java25',
  'dotnet8',
  'dotnet10',
  'ruby3.2',
  'ruby3.3',
  'ruby3.4',
  'ruby4.0',
  'provided.al2',
  'provided.al2023',
];

const retired = [
  'nodejs',
  'nodejs4.3',
  'nodejs4.3-edge',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'nodejs16.x',
  'python2.7',
  'python3.6',
  'python3.7',
  'dotnetcore1.0',
  'dotnetcore2.0',
  'dotnetcore2.1',
  'dotnetcore3.1',
  'ruby2.5',
  'ruby2.7',
  'java8',
  'go1.x',
  'provided',
];

/** Still updated, though no longer offered: functions with them exist. */
const kept = ['nodejs18.x', 'python3.8', 'dotnet6'];

/** Why a function cannot have a runtime; `undefined` when it can. */
export function runtimeProblem(runtime: string | undefined): Refusal | undefined {
  if (runtime === undefined || supported.includes(runtime) || kept.includes(runtime)) {
    return undefined;
  }
  if (retired.includes(runtime)) {
    return invalid(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  return invalid(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${supported.join(', ')}] or be a valid ARN`,
  );
}
