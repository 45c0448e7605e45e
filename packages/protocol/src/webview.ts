/** Messages between the extension and the designer's page. */
import type { Operation } from '@stepthrough/asl';
import { count, list, oneOf, optional, record, text, variant } from './check.ts';
import { type RunStatus, runStatus } from './debug.ts';
import { type IntegrationDocs, integrationDocs } from './language.ts';
import { operation } from './operation.ts';

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
  /** What is known of the action that a resource names; nothing is said of one that names none. */
  | { readonly type: 'integration'; readonly resource: string; readonly docs: IntegrationDocs }
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

/** From the page to the extension. */
export type FromDesigner =
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
  /** Asks what is known of the action that a Task's `Resource` names. */
  | { readonly type: 'describe'; readonly resource: string }
  | { readonly type: 'command'; readonly command: 'undo' | 'redo' | 'save' | 'debug' };

/** Checks a message at the extension's door. */
export function isFromDesigner(value: unknown): value is FromDesigner {
  return fromDesignerProblem(value) === undefined;
}

/**
 * What keeps a value from being a message of the designer, in words, e.g. `message.operation.path[1] must
 * be a name or an index, not null.`; `undefined` when it is one. Never throws.
 */
export function fromDesignerProblem(value: unknown): string | undefined {
  return fromDesigner(value, 'message');
}

const fromDesigner = variant<FromDesigner, 'type'>('type', {
  ready: {},
  edit: { operation, version: count, edit: count },
  select: { state: text },
  reveal: { state: text },
  revealText: { offset: count },
  toggleBreakpoint: { state: text },
  describe: { resource: text },
  command: { command: oneOf(['undo', 'redo', 'save', 'debug']) },
});

/** Checks a message at the page's door. */
export function isToDesigner(value: unknown): value is ToDesigner {
  return toDesigner(value, 'message') === undefined;
}

const toDesigner = variant<ToDesigner, 'type'>('type', {
  document: {
    text,
    syntax: oneOf(['json', 'yaml']),
    version: count,
    name: text,
  },
  problems: {
    problems: list(
      record<DesignerProblem>({
        severity: oneOf(['error', 'warning', 'information']),
        message: text,
        start: count,
        end: count,
      }),
    ),
  },
  breakpoints: { states: list(text) },
  select: { state: optional(text) },
  runStatus: { status: optional(runStatus) },
  integration: { resource: text, docs: integrationDocs },
  refused: { message: text, edit: optional(count), version: optional(count) },
});
