import {
  CodeActionKind,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  PrepareRenameRequest,
  ProtocolRequestType,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  type TextDocumentPositionParams,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import {
  type IntegrationDocs,
  integrationMethod,
  type IntegrationParams,
  type ScenarioOutline,
  scenarioOutlineMethod,
  type ScenarioOutlineParams,
} from '@stepthrough/protocol';
import { type Feature, feature, type Session } from '../feature.ts';
import { offsetsOf } from '../lsp-range.ts';
import {
  count,
  document,
  flag,
  listOf,
  object,
  optional,
  position,
  range,
  text,
} from '../params.ts';
import { codeActions } from './code-actions.ts';
import { codeLenses } from './code-lenses.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { documentHighlight } from './document-highlight.ts';
import { documentLinks } from './document-links.ts';
import { documentSymbols } from './document-symbols.ts';
import { foldingRanges } from './folding-ranges.ts';
import { formatting } from './formatting.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { integrationDocs } from './integration-docs.ts';
import { references } from './references.ts';
import { prepareRename, rename } from './rename.ts';
import { scenarioOutline } from './scenario-outline.ts';
import { selectionRange } from './selection-ranges.ts';
import { legend, semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

const placeFields = { textDocument: document, position };
const partFields = { textDocument: document, range };
/** The parameters of requests about a file, a part of one, and a place in one. */
const whole = object({ textDocument: document });
const part = object(partFields);
const place = object(placeFields);
const layout = object({ tabSize: count, insertSpaces: flag });

/** Every request that the server answers, and what it announces for it. */
export const features: readonly Feature[] = [
  feature(
    CompletionRequest.type,
    'latest',
    { completionProvider: { triggerCharacters: ['"', "'", '.', '$', ':', ' ', '{', '%', '('] } },
    place,
    (session, params) => completion(session, ...placeIn(session.files, params)),
  ),
  feature(
    SignatureHelpRequest.type,
    'latest',
    { signatureHelpProvider: { triggerCharacters: ['(', ','] } },
    place,
    ({ files }, params) => signatureHelp(...placeIn(files, params)),
  ),
  feature(HoverRequest.type, 'latest', { hoverProvider: true }, place, (session, params) =>
    hover(session, ...placeIn(session.files, params)),
  ),
  feature(
    DefinitionRequest.type,
    'latest',
    { definitionProvider: true },
    place,
    ({ files }, params) => definition(files, ...placeIn(files, params)),
  ),
  feature(
    ReferencesRequest.type,
    'latest',
    { referencesProvider: true },
    object({ ...placeFields, context: object({ includeDeclaration: flag }) }),
    ({ files }, params) =>
      references(files, ...placeIn(files, params), params.context.includeDeclaration),
  ),
  feature(
    DocumentHighlightRequest.type,
    'latest',
    { documentHighlightProvider: true },
    place,
    ({ files }, params) => documentHighlight(files, ...placeIn(files, params)),
  ),
  feature(
    PrepareRenameRequest.type,
    'exact',
    { renameProvider: { prepareProvider: true } },
    place,
    ({ files }, params) => prepareRename(files, ...placeIn(files, params)),
  ),
  feature(
    RenameRequest.type,
    'exact',
    {},
    object({ ...placeFields, newName: text }),
    ({ files }, params) => rename(files, ...placeIn(files, params), params.newName),
  ),
  feature(
    DocumentSymbolRequest.type,
    'latest',
    { documentSymbolProvider: true },
    whole,
    ({ files }, { textDocument }) => documentSymbols(files.get(textDocument.uri)),
  ),
  feature(
    WorkspaceSymbolRequest.type,
    'latest',
    { workspaceSymbolProvider: true },
    object({ query: text }),
    ({ files, folders }, { query }) => workspaceSymbols(files, folders, query),
  ),
  feature(
    FoldingRangeRequest.type,
    'latest',
    { foldingRangeProvider: true },
    whole,
    ({ files }, { textDocument }) => foldingRanges(files.get(textDocument.uri)),
  ),
  feature(
    SelectionRangeRequest.type,
    'latest',
    { selectionRangeProvider: true },
    object({ textDocument: document, positions: listOf(position) }),
    ({ files }, { textDocument, positions }) => {
      const file = files.get(textDocument.uri);
      return positions.map((position) => selectionRange(file, file.source.offsetAt(position)));
    },
  ),
  feature(
    DocumentLinkRequest.type,
    'latest',
    { documentLinkProvider: {} },
    whole,
    ({ files }, { textDocument }) => documentLinks(files, files.get(textDocument.uri)),
  ),
  feature(
    InlayHintRequest.type,
    'exact',
    { inlayHintProvider: true },
    part,
    ({ files }, { textDocument, range }) => {
      const file = files.get(textDocument.uri);
      return inlayHints(file, offsetsOf(file.source, range));
    },
  ),
  feature(
    SemanticTokensRequest.type,
    'exact',
    { semanticTokensProvider: { legend, full: true, range: true } },
    whole,
    ({ files }, { textDocument }) => semanticTokens(files.get(textDocument.uri)),
  ),
  feature(
    SemanticTokensRangeRequest.type,
    'exact',
    {},
    part,
    ({ files }, { textDocument, range }) => {
      const file = files.get(textDocument.uri);
      return semanticTokens(file, offsetsOf(file.source, range));
    },
  ),
  feature(
    CodeLensRequest.type,
    'latest',
    { codeLensProvider: {} },
    whole,
    ({ files, lenses }, { textDocument }) => codeLenses(files.get(textDocument.uri), lenses),
  ),
  feature(
    CodeActionRequest.type,
    'exact',
    {
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
      },
    },
    object({
      ...partFields,
      context: object({
        diagnostics: listOf(object({ range })),
        only: optional(listOf(text)),
      }),
    }),
    (session, { textDocument, range, context }) => {
      const { files, client } = session;
      const file = files.get(textDocument.uri);
      const edit = client.workspace?.workspaceEdit;
      return codeActions(session, file, offsetsOf(file.source, range), {
        diagnostics: context.diagnostics,
        only: context.only,
        canCreate:
          edit?.documentChanges === true && (edit.resourceOperations ?? []).includes('create'),
      });
    },
  ),
  // Announced apart, for the language `asl` alone: other JSON files have formatters of their own.
  feature(
    DocumentFormattingRequest.type,
    'exact',
    {},
    object({ textDocument: document, options: layout }),
    ({ files }, { textDocument, options }) => formatting(files.get(textDocument.uri), options),
  ),
  feature(
    DocumentRangeFormattingRequest.type,
    'exact',
    {},
    object({ ...partFields, options: layout }),
    ({ files }, { textDocument, options, range }) => {
      const file = files.get(textDocument.uri);
      return formatting(file, options, offsetsOf(file.source, range));
    },
  ),
  feature(
    new ProtocolRequestType<ScenarioOutlineParams, ScenarioOutline | null, never, void, void>(
      scenarioOutlineMethod,
    ),
    'latest',
    {},
    whole,
    ({ files }, { textDocument }) => scenarioOutline(files, textDocument.uri),
  ),
  feature(
    new ProtocolRequestType<IntegrationParams, IntegrationDocs | null, never, void, void>(
      integrationMethod,
    ),
    'latest',
    {},
    object({ resource: text }),
    ({ services }, { resource }) => integrationDocs(services, resource),
  ),
];

function placeIn(files: Session['files'], { textDocument, position }: TextDocumentPositionParams) {
  const file = files.get(textDocument.uri);
  return [file, file.source.offsetAt(position)] as const;
}
