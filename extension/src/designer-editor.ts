import {
  type EditOutcome,
  type Operation,
  RecentTexts,
  stateAt,
  stateById,
  stateId,
} from '@stepthrough/asl';
import {
  type FromDesigner,
  fromDesignerProblem,
  isFromDesigner,
  type IntegrationDocs,
  isRunStatus,
  type RunStatus,
  type ToDesigner,
} from '@stepthrough/protocol';
import * as vscode from 'vscode';
import { breakpointsIn, toggleBreakpoint } from './designer-breakpoints.ts';
import { designerPage } from './designer-page.ts';
import { shown } from './notification.ts';
import { ParsedDocuments } from './parsed-documents.ts';

const viewType = 'stepthrough.designer';

/** Times that an edit is made anew because the text has changed before VS Code took it. */
const mostTries = 3;

/** Tells what is known of the action that a resource names. */
type Integrations = (resource: string) => Promise<IntegrationDocs | undefined>;

export function registerDesigner(
  context: vscode.ExtensionContext,
  integrations: Integrations,
): void {
  const parsed = new ParsedDocuments();
  const editor: vscode.CustomTextEditorProvider = {
    resolveCustomTextEditor: (document, panel) => {
      new Designer(context, parsed, integrations, document, panel.webview).follow(panel);
    },
  };
  context.subscriptions.push(
    parsed,
    vscode.window.registerCustomEditorProvider(viewType, editor, {
      supportsMultipleEditorsPerDocument: true,
    }),
  );
}

export async function openDesignerToSide(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, viewType, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: false,
  });
}

/** One open designer: it shows a document and turns what its page wants into edits of the text. */
class Designer {
  readonly #parsed: ParsedDocuments;
  readonly #integrations: Integrations;
  readonly #document: vscode.TextDocument;
  readonly #webview: vscode.Webview;
  /** How far the run of this document has come; a page that comes back asks for it again. */
  #runStatus: RunStatus | undefined;
  /** Selections that the canvas has made and VS Code has yet to announce: they must not come back. */
  readonly #echoes = new Set<string>();
  /** What the page may have seen when it wished for an edit. */
  readonly #texts = new RecentTexts();
  /** Edits run one after the other, each on the text that the one before has left. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    context: vscode.ExtensionContext,
    parsed: ParsedDocuments,
    integrations: Integrations,
    document: vscode.TextDocument,
    webview: vscode.Webview,
  ) {
    this.#parsed = parsed;
    this.#integrations = integrations;
    this.#document = document;
    this.#webview = webview;
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.html = designerPage(webview, dist);
  }

  /** Keeps the page and VS Code in step until the panel is closed. */
  follow(panel: vscode.WebviewPanel): void {
    const subscriptions = [
      this.#webview.onDidReceiveMessage((message: unknown) => {
        if (isFromDesigner(message)) this.#enqueue(message);
        else this.#send({ type: 'refused', message: malformed(message) });
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#document) this.#sendDocument();
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => this.#isOurs(uri))) this.#sendProblems();
      }),
      vscode.debug.onDidChangeBreakpoints(() => {
        this.#sendBreakpoints();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document === this.#document) this.#sendSelection(textEditor);
      }),
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, body }) => {
        if (event !== 'stepthrough.runStatus' || !isRunStatus(body)) return;
        if (this.#isOurs(vscode.Uri.file(body.program))) this.#showRun(body);
      }),
      vscode.debug.onDidStartDebugSession(({ type }) => {
        if (type === 'stepthrough') this.#showRun(undefined);
      }),
    ];
    panel.onDidDispose(() => {
      for (const subscription of subscriptions) subscription.dispose();
    });
  }

  #enqueue(message: FromDesigner): void {
    this.#queue = this.#queue
      .then(() => this.#receive(message))
      .catch((error: unknown) =>
        vscode.window.showErrorMessage(shown(`The designer could not do this: ${String(error)}`)),
      );
  }

  #isOurs(uri: vscode.Uri): boolean {
    return uri.toString() === this.#document.uri.toString();
  }

  async #receive(message: FromDesigner): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#sendDocument();
        this.#sendProblems();
        this.#send({ type: 'runStatus', status: this.#runStatus });
        return;
      case 'edit':
        await this.#edit(message.operation, message.version, message.edit);
        return;
      case 'select':
        await this.#reveal(message.state, true);
        return;
      case 'reveal':
        await this.#reveal(message.state, false);
        return;
      case 'revealText': {
        const at = this.#document.positionAt(message.offset);
        await this.#show(new vscode.Range(at, at));
        return;
      }
      case 'toggleBreakpoint':
        toggleBreakpoint(this.#document, this.#asl, message.state);
        return;
      case 'describe':
        void this.#describe(message.resource);
        return;
      case 'command':
        await vscode.commands.executeCommand(commands[message.command], this.#document.uri);
    }
  }

  /** Edits do not wait for it: the server may be starting. */
  async #describe(resource: string): Promise<void> {
    const docs = await this.#integrations(resource);
    if (docs) this.#send({ type: 'integration', resource, docs });
  }

  async #edit(operation: Operation, seen: number, number: number): Promise<void> {
    for (let tries = mostTries; tries > 0; tries -= 1) {
      const { version } = this.#document;
      const outcome = this.#texts.apply(operation, seen);
      if (!outcome.ok) {
        this.#refuse(outcome.message, number);
        return;
      }
      if (await this.#write(outcome.edits)) return;
      // VS Code takes no edit of a text that has changed since: it is made anew on the next one.
      if (this.#document.version === version) break;
    }
    this.#refuse('VS Code did not take this edit. Is the file read-only?', number);
  }

  #refuse(message: string, edit: number): void {
    this.#send({ type: 'refused', message, edit, version: this.#document.version });
  }

  /** Whether VS Code has made the edits. */
  async #write(edits: Extract<EditOutcome, { ok: true }>['edits']): Promise<boolean> {
    if (edits.length === 0) return true;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of edits) {
      const start = this.#document.positionAt(range.start);
      edit.replace(
        this.#document.uri,
        new vscode.Range(start, this.#document.positionAt(range.end)),
        newText,
      );
    }
    return vscode.workspace.applyEdit(edit);
  }

  /** Selects the state's text: in an editor that shows it already, or in a new one beside. */
  async #reveal(id: string, onlyIfVisible: boolean): Promise<void> {
    const { machine } = this.#asl;
    const state = machine && stateById(machine, id);
    const visible = this.#visibleEditor();
    if (!state || (onlyIfVisible && !visible)) return;
    const start = this.#document.positionAt(state.key.range.start);
    const selection = new vscode.Range(start, this.#document.positionAt(state.key.range.end));
    if (visible && onlyIfVisible) {
      if (!visible.selection.isEqual(selection)) this.#echoes.add(keyOf(selection));
      visible.selection = new vscode.Selection(selection.start, selection.end);
      visible.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      return;
    }
    await this.#show(selection);
  }

  /** In the editor that shows the text already, or in a new one beside. */
  async #show(selection: vscode.Range): Promise<void> {
    const viewColumn = this.#visibleEditor()?.viewColumn ?? vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(this.#document, { selection, viewColumn });
  }

  #visibleEditor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find(({ document }) => document === this.#document);
  }

  get #asl() {
    return this.#parsed.of(this.#document);
  }

  #send(message: ToDesigner): void {
    void this.#webview.postMessage(message);
  }

  #sendDocument(): void {
    const { uri, version } = this.#document;
    const asl = this.#asl;
    this.#texts.add(version, asl);
    this.#send({
      type: 'document',
      text: asl.text,
      syntax: asl.syntax,
      version,
      name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
    });
    this.#sendBreakpoints();
  }

  #sendProblems(): void {
    const problems = vscode.languages.getDiagnostics(this.#document.uri).map((diagnostic) => ({
      severity: severities[diagnostic.severity],
      message: diagnostic.message,
      start: this.#document.offsetAt(diagnostic.range.start),
      end: this.#document.offsetAt(diagnostic.range.end),
    }));
    this.#send({ type: 'problems', problems });
  }

  #sendBreakpoints(): void {
    this.#send({ type: 'breakpoints', states: breakpointsIn(this.#document, this.#asl) });
  }

  #sendSelection({ selection }: vscode.TextEditor): void {
    if (this.#echoes.delete(keyOf(selection))) return;
    const { line, character } = selection.active;
    // Before the first letter of a line means the line.
    const first = this.#document.lineAt(line).firstNonWhitespaceCharacterIndex;
    const offset = this.#document.offsetAt(new vscode.Position(line, Math.max(character, first)));
    const state = stateAt(this.#asl, offset);
    this.#send({ type: 'select', state: state && stateId(state) });
  }

  #showRun(status: RunStatus | undefined): void {
    this.#runStatus = status;
    this.#send({ type: 'runStatus', status });
  }
}

function malformed(message: unknown): string {
  const problem = fromDesignerProblem(message) ?? '';
  return `The designer has sent something that is no message of it, and nothing was changed: ${problem}`;
}

function keyOf({ start, end }: vscode.Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}

const commands = {
  undo: 'undo',
  redo: 'redo',
  save: 'workbench.action.files.save',
  debug: 'stepthrough.debug',
} as const;

const severities = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'information',
  [vscode.DiagnosticSeverity.Hint]: 'information',
} as const;
