import {
  type MapState,
  type ObjectNode,
  type ParallelState,
  type StringNode,
  type TaskState,
  valueOf,
} from '@stepthrough/asl';
import { statesErrors as rows, type StatesError } from '@stepthrough/catalog';
import { isOpen, kindOf } from './nodes.ts';
import type { Report } from './rule.ts';

/** Errors that Step Functions itself raises, and where alone they can happen. */
export const statesErrors: ReadonlyMap<string, StatesError> = new Map(Object.entries(rows));

interface ErrorList {
  readonly name: 'Retry' | 'Catch';
  readonly entries: readonly {
    readonly node: ObjectNode;
    readonly errors: readonly StringNode[];
  }[];
}

/** The error names that a state retries and catches, in the order in which they are tried. */
export function errorListsOf(state: TaskState | ParallelState | MapState): readonly ErrorList[] {
  return [
    {
      name: 'Retry',
      entries: state.retry.map((each) => ({
        node: each.node,
        errors: each.errorEquals?.value ?? [],
      })),
    },
    {
      name: 'Catch',
      entries: state.catch.map((each) => ({
        node: each.node,
        errors: each.errorEquals?.value ?? [],
      })),
    },
  ];
}

/** Reports an ErrorEquals that is missing, empty or no list of strings. */
export function checkErrorEquals(
  node: ObjectNode,
  owner: 'retrier' | 'catcher',
  report: Report,
): void {
  const value = valueOf(node, 'ErrorEquals');
  if (isOpen(value)) return;
  if (!value) {
    const head = { start: node.range.start, end: node.range.start + 1 };
    report(head, `A ${owner} needs ErrorEquals, the list of error names that it handles.`, {
      aws: { message: 'These fields are required: [ErrorEquals]', at: node.range },
    });
  } else if (value.kind !== 'array') {
    report(value, `ErrorEquals must be a list of error names, not ${kindOf(value)}.`, {
      aws: { message: 'Expected value of type Array' },
    });
  } else if (value.items.length === 0) {
    report(value, 'ErrorEquals needs at least one error name.', {
      aws: { message: 'Value cannot be empty' },
    });
  } else {
    for (const item of value.items) {
      if (item.kind === 'string' || isOpen(item)) continue;
      report(item, `An error name must be a string, not ${kindOf(item)}.`, {
        aws: { message: 'Expected value of type String' },
      });
    }
  }
}
