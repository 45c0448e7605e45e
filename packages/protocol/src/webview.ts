/** Messages between the extension and the designer's page. */
import type { RunStatus } from './debug.ts';
import { isOperation } from './operation.ts';

/** From the extension to the page. */
export type ToDesigner =
  | {
      readonly type: 'document';
      readonly text: string;
      readonly syntax: 'json' | 'yaml';
      readonly version: number;
      readonly name: string;
    }
  /** VS Code's own diagnostics of the document; offsets are UTF-16. */
  | { readonly type: 'problems'; readonly problems: readonly DesignerProblem[] }
  /** `stateId`s of the states that have a breakpoint. */
  | { readonly type: 'breakpoints'; readonly states: readonly string[] }
  /** The state that the text cursor stands in. */
  | { readonly type: 'select'; readonly state: string | undefined }
  | { readonly type: 'runStatus'; readonly status: RunStatus | undefined }
  | {
      /** An edit was not made. */
      readonly type: 'refused';
      readonly message: string;
      /** The edit's own number; without it, some other wish was not granted. */
      readonly edit?: number;
      /** The version of the text as it is; a later one takes the message away. */
      readonly version?: number;
    };

export interface DesignerProblem {
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** From the page to the extension. `Operation` is that of `@stepthrough/asl`. */
export type FromDesigner<Operation = unknown> =
  | { readonly type: 'ready' }
  | {
      readonly type: 'edit';
      readonly operation: Operation;
      /** The version of the text that the author saw when this was wished. */
      readonly version: number;
      /** Counts the edits of a page, so that a refusal can name the one that it means. */
      readonly edit: number;
    }
  | { readonly type: 'select'; readonly state: string }
  /** Show the state's text, with the cursor in it. */
  | { readonly type: 'reveal'; readonly state: string }
  /** Show the text at a place; a UTF-16 offset. */
  | { readonly type: 'revealText'; readonly offset: number }
  | { readonly type: 'toggleBreakpoint'; readonly state: string }
  | { readonly type: 'command'; readonly command: 'undo' | 'redo' | 'save' | 'debug' };

/** Checks a message at the extension's door. */
export function isFromDesigner(value: unknown): value is FromDesigner {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const message = value as { readonly [name: string]: unknown };
  switch (message['type']) {
    case 'ready':
      return true;
    case 'edit':
      return (
        isOperation(message['operation']) && isCount(message['version']) && isCount(message['edit'])
      );
    case 'select':
    case 'reveal':
    case 'toggleBreakpoint':
      return typeof message['state'] === 'string';
    case 'revealText':
      return isCount(message['offset']);
    case 'command':
      return ['undo', 'redo', 'save', 'debug'].some((name) => name === message['command']);
    default:
      return false;
  }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Checks a message at the page's door. */
export function isToDesigner(value: unknown): value is ToDesigner {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    ['document', 'problems', 'breakpoints', 'select', 'runStatus', 'refused'].includes(
      String(value.type),
    )
  );
}
