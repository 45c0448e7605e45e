import { isObject } from '@stepthrough/json';
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  ResponseError,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import { type Check, document, integer, listOf, object, optional, range, text } from './params.ts';

/** A request whose parameters have been found right. */
type Answer = (params: unknown, token: CancellationToken) => unknown;

/**
 * The handler of a request, which answers wrong parameters with what is wrong with them. The library
 * hands over a list of parameters one by one, and leaves absent ones out.
 */
export function checkedRequest(method: string, check: Check, answer: Answer) {
  return (...given: readonly unknown[]): unknown => {
    const token = given.at(-1) as CancellationToken;
    const params = given.length === 2 ? given[0] : undefined;
    const problem = check(params, '');
    if (problem === undefined) return answer(params, token);
    throw new ResponseError(ErrorCodes.InvalidParams, `${method}: ${problem}`);
  };
}

type Documents = Pick<
  Connection,
  | 'onDidOpenTextDocument'
  | 'onDidChangeTextDocument'
  | 'onDidCloseTextDocument'
  | 'onWillSaveTextDocument'
  | 'onWillSaveTextDocumentWaitUntil'
  | 'onDidSaveTextDocument'
>;

/**
 * The notifications that keep the texts of open files. One that is malformed is told to `report` and
 * passed over as a whole: half of it would leave a text that nobody has.
 */
export function checkedDocuments(
  connection: Documents,
  report: (message: string) => void,
): Documents {
  const checked =
    <P>(method: string, check: Check, handler: (params: P) => void | Promise<void>) =>
    (params: P): void | Promise<void> => {
      const problem = check(params, '');
      if (problem === undefined) return handler(params);
      report(`${method} is passed over: ${problem}`);
    };
  return {
    onDidOpenTextDocument: (handler) =>
      connection.onDidOpenTextDocument(checked('textDocument/didOpen', opened, handler)),
    onDidChangeTextDocument: (handler) =>
      connection.onDidChangeTextDocument(checked('textDocument/didChange', changed, handler)),
    onDidCloseTextDocument: (handler) =>
      connection.onDidCloseTextDocument(checked('textDocument/didClose', named, handler)),
    onWillSaveTextDocument: (handler) =>
      connection.onWillSaveTextDocument(checked('textDocument/willSave', named, handler)),
    onWillSaveTextDocumentWaitUntil: (handler) =>
      connection.onWillSaveTextDocumentWaitUntil(handler),
    onDidSaveTextDocument: (handler) =>
      connection.onDidSaveTextDocument(checked('textDocument/didSave', named, handler)),
  };
}

const named = object({ textDocument: document });

const opened = object({
  textDocument: object({ uri: text, languageId: text, version: integer, text }),
});

/** A change of the whole text, or of a range of it; a length without a range has no meaning. */
const change: Check = (value, at) => {
  const shape = object({ text })(value, at);
  if (shape !== undefined || !isObject(value)) return shape;
  const { range: where, rangeLength } = value as Partial<TextDocumentContentChangeEvent> & {
    readonly range?: unknown;
    readonly rangeLength?: unknown;
  };
  if (where !== undefined) return range(where, `${at}.range`) ?? optional(integer)(rangeLength, at);
  return rangeLength === undefined
    ? undefined
    : `"${at}.rangeLength" must be absent where there is no range.`;
};

const changed = object({
  textDocument: object({ uri: text, version: integer }),
  contentChanges: listOf(change),
});

/** What the server reads of the client's first request. */
export const initializing = object({
  capabilities: object({}),
  workspaceFolders: optional(listOf(object({ uri: text }))),
  rootUri: optional(text),
});
