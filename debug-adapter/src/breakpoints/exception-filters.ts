import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Raised } from '../run/raised.ts';
import { glob } from './state-pattern.ts';

/** What the "Breakpoints" view offers for errors. */
export const exceptionFilters = [
  {
    filter: 'uncaught',
    label: 'Uncaught Errors',
    description: 'Stop at an error that fails the execution.',
    default: true,
    supportsCondition: true,
    conditionDescription: 'Error names, e.g. States.Timeout, Lambda.*, !States.TaskFailed',
  },
  {
    filter: 'caught',
    label: 'Caught Errors',
    description: "Stop at an error that a state's Catch takes.",
    default: false,
    supportsCondition: true,
    conditionDescription: 'Error names, e.g. States.Timeout, Lambda.*, !States.TaskFailed',
  },
  {
    filter: 'retried',
    label: 'Retried Errors',
    description: 'Stop at an error after which the state is tried again.',
    default: false,
    supportsCondition: true,
    conditionDescription: 'Error names, e.g. States.Timeout, Lambda.*, !States.TaskFailed',
  },
  {
    filter: 'all',
    label: 'All Errors',
    description: 'Stop at every error, whatever becomes of it.',
    default: false,
    supportsCondition: true,
    conditionDescription: 'Error names, e.g. States.Timeout, Lambda.*, !States.TaskFailed',
  },
] as const satisfies readonly DebugProtocol.ExceptionBreakpointsFilter[];

type ExceptionFilterName = (typeof exceptionFilters)[number]['filter'];

export interface ExceptionFilter {
  readonly id: number;
  readonly name: ExceptionFilterName;
  readonly matchesError: (error: string) => boolean;
}

export function isExceptionFilter(name: string): name is ExceptionFilterName {
  return exceptionFilters.some(({ filter }) => filter === name);
}

export function makeExceptionFilter(
  id: number,
  name: ExceptionFilterName,
  condition: string | undefined,
): ExceptionFilter {
  return { id, name, matchesError: errorNames(condition ?? '') };
}

export function takes(filter: ExceptionFilter, raised: Raised): boolean {
  return (
    (filter.name === 'all' || filter.name === raised.fate) && filter.matchesError(raised.error)
  );
}

/** Names or globs between commas; with `!` before it a name is left out. */
function errorNames(condition: string): (error: string) => boolean {
  const names = condition
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const wanted = names.filter((name) => !name.startsWith('!')).map(glob);
  const unwanted = names.filter((name) => name.startsWith('!')).map((name) => glob(name.slice(1)));
  return (error) =>
    (wanted.length === 0 || wanted.some((matches) => matches(error))) &&
    !unwanted.some((matches) => matches(error));
}
