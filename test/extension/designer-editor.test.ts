/** What the extension does with a document that a designer shows: how often it reads it, and what it refuses. */
import type * as Asl from '@stepthrough/asl';
import type { FromDesigner, IntegrationDocs, ToDesigner } from '@stepthrough/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const text = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": { "Type": "Succeed" }
  }
}
`;

/** As much of VS Code as a designer asks for. */
const vscode = vi.hoisted(() => {
  class Listeners<T> {
    readonly all = new Set<(event: T) => void>();
    readonly on = (listener: (event: T) => void) => {
      this.all.add(listener);
      return { dispose: () => this.all.delete(listener) };
    };
    readonly fire = (event: T): void => {
      for (const listener of [...this.all]) listener(event);
    };
  }
  class Position {
    readonly line: number;
    readonly character: number;
    constructor(line: number, character: number) {
      this.line = line;
      this.character = character;
    }
  }
  class Range {
    readonly start: Position;
    readonly end: Position;
    constructor(start: Position, end: Position) {
      this.start = start;
      this.end = end;
    }
  }
  interface Replacement {
    readonly range: Range;
    readonly newText: string;
  }
  class WorkspaceEdit {
    readonly replacements: Replacement[] = [];
    replace(_uri: unknown, range: Range, newText: string): void {
      this.replacements.push({ range, newText });
    }
  }
  const changed = new Listeners<{ document: unknown }>();
  const closed = new Listeners<unknown>();
  const selected = new Listeners<{ textEditor: unknown }>();
  const custom = new Listeners<{ event: string; body: unknown }>();
  const started = new Listeners<{ type: string }>();
  const breakpoints = new Listeners<undefined>();
  const diagnostics = new Listeners<{ uris: readonly unknown[] }>();
  const written: Replacement[][] = [];
  return {
    changed,
    closed,
    selected,
    custom,
    breakpointsChanged: breakpoints,
    written,
    Position,
    Range,
    WorkspaceEdit,
    Uri: {
      joinPath: () => ({ path: '/dist', toString: () => 'file:///dist' }),
      file: (path: string) => ({ path, toString: () => `file://${path}` }),
    },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    ViewColumn: { Beside: -2 },
    workspace: {
      onDidChangeTextDocument: changed.on,
      onDidCloseTextDocument: closed.on,
      applyEdit: ({ replacements }: WorkspaceEdit) => {
        written.push(replacements);
        return Promise.resolve(true);
      },
    },
    languages: { onDidChangeDiagnostics: diagnostics.on, getDiagnostics: () => [] },
    window: {
      onDidChangeTextEditorSelection: selected.on,
      visibleTextEditors: [],
      registerCustomEditorProvider: (_type: string, provider: unknown) => {
        registered.push(provider);
        return { dispose: () => undefined };
      },
      showErrorMessage: () => Promise.resolve(undefined),
      showTextDocument: () => Promise.resolve(undefined),
    },
    debug: {
      breakpoints: [],
      onDidChangeBreakpoints: breakpoints.on,
      onDidReceiveDebugSessionCustomEvent: custom.on,
      onDidStartDebugSession: started.on,
      addBreakpoints: () => undefined,
      removeBreakpoints: () => undefined,
    },
    commands: { executeCommand: () => Promise.resolve(undefined) },
  };
});
const registered = vi.hoisted((): unknown[] => []);
vi.mock('vscode', () => vscode);

const read = vi.hoisted((): string[] => []);
vi.mock('@stepthrough/asl', async (original) => {
  const asl = await original<typeof Asl>();
  return {
    ...asl,
    parse: (...given: Parameters<typeof asl.parse>) => {
      read.push(given[0]);
      return asl.parse(...given);
    },
  };
});

const { registerDesigner } = await import('../../extension/src/designer-editor.ts');
const cast = <T>(value: unknown): T => value as T;
/** What the language server knows; of the others it knows nothing. */
const known: Record<string, IntegrationDocs> = {};
registerDesigner(cast({ subscriptions: [], extensionUri: {} }), (resource) =>
  Promise.resolve(known[resource]),
);
const [provider] = registered;

class FakeDocument {
  version = 1;
  isClosed = false;
  text = text;
  readonly uri = { path: '/m.asl.json', toString: () => 'file:///m.asl.json' };
  readonly getText = (): string => this.text;

  offsetAt({ line, character }: { line: number; character: number }): number {
    const lines = this.text.split('\n').slice(0, line);
    return lines.reduce((sum, each) => sum + each.length + 1, character);
  }

  positionAt(offset: number) {
    const before = this.text.slice(0, offset).split('\n');
    return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
  }

  lineAt(line: number) {
    return { firstNonWhitespaceCharacterIndex: (this.text.split('\n')[line] ?? '').search(/\S|$/) };
  }

  type(next: string): void {
    this.text = next;
    this.version += 1;
    vscode.changed.fire({ document: this });
  }

  close(): void {
    this.isClosed = true;
    vscode.closed.fire(this);
  }
}

interface Shown {
  readonly told: ToDesigner[];
  say(message: unknown): Promise<void>;
  close(): void;
}

/** A designer on a document, and the messages between it and its page. */
function show(document: FakeDocument): Shown {
  const told: ToDesigner[] = [];
  const [heard, closing]: ((event: unknown) => void)[][] = [[], []];
  const panel = {
    webview: {
      cspSource: '',
      options: {},
      html: '',
      asWebviewUri: (uri: unknown) => uri,
      onDidReceiveMessage: (listener: (message: unknown) => void) => {
        heard?.push(listener);
        return { dispose: () => undefined };
      },
      postMessage: (message: ToDesigner) => told.push(message),
    },
    onDidDispose: (listener: () => void) => closing?.push(listener),
  };
  cast<{ resolveCustomTextEditor(document: unknown, panel: unknown): void }>(
    provider,
  ).resolveCustomTextEditor(document, panel);
  return {
    told,
    say: async (message) => {
      for (const listener of heard ?? []) listener(message);
      await new Promise(setImmediate);
    },
    close: () => {
      for (const listener of closing ?? []) listener(undefined);
    },
  };
}

const ready: FromDesigner = { type: 'ready' };
const removal: FromDesigner = {
  type: 'edit',
  operation: {
    kind: 'removeTransition',
    scope: '',
    transition: { kind: 'next', from: 'A', index: 0 },
  },
  version: 1,
  edit: 4,
};

function select(document: FakeDocument, line: number): void {
  const active = new vscode.Position(line, 0);
  const selection = { start: active, end: active, active };
  vscode.selected.fire({ textEditor: { document, selection } });
}

beforeEach(() => {
  read.length = 0;
  vscode.written.length = 0;
});

describe('the text of a document', () => {
  it('is read once a version, whoever asks for it', async () => {
    const document = new FakeDocument();
    const designer = show(document);
    await designer.say(ready);
    expect(read).toHaveLength(1);
    for (let line = 0; line < 6; line += 1) select(document, line);
    vscode.breakpointsChanged.fire(undefined);
    await designer.say({ type: 'toggleBreakpoint', state: 'A' });
    await designer.say({ type: 'reveal', state: 'A' });
    await designer.say({ type: 'select', state: 'B' });
    await designer.say(removal);
    expect(read).toHaveLength(1);
    expect(designer.told.filter(({ type }) => type === 'select')).toEqual(
      [undefined, undefined, undefined, 'A', 'B', undefined].map((state) => ({
        type: 'select',
        state,
      })),
    );
    designer.close();
  });

  it('is read as often as it is typed, also by two designers', async () => {
    const document = new FakeDocument();
    const [one, other] = [show(document), show(document)];
    await one.say(ready);
    await other.say(ready);
    for (let count = 1; count <= 10; count += 1) {
      document.type(`${text}${' '.repeat(count)}`);
      select(document, count % 6);
    }
    expect(read).toHaveLength(11);
    expect(one.told.filter(({ type }) => type === 'document')).toHaveLength(11);
    one.close();
    other.close();
  });

  it('is kept while it is open, and for each document by itself', async () => {
    const [document, another] = [new FakeDocument(), new FakeDocument()];
    const designers = [show(document), show(another)];
    for (const designer of designers) await designer.say(ready);
    another.close();
    select(document, 3);
    expect(read).toHaveLength(2);
    select(another, 3);
    select(another, 3);
    expect(read).toHaveLength(4);
    for (const designer of designers) designer.close();
  });

  it('of an earlier version is not taken for the latest', async () => {
    const document = new FakeDocument();
    const designer = show(document);
    await designer.say(ready);
    document.type(text.replace('"A": {', '"Z": {'));
    select(document, 3);
    expect(designer.told.at(-1)).toEqual({ type: 'select', state: 'Z' });
    designer.close();
  });
});

describe('an edit', () => {
  it('is made where it was meant', async () => {
    const document = new FakeDocument();
    const designer = show(document);
    await designer.say(ready);
    document.type(text.replace('"StartAt"', '"Comment": "new",\n  "StartAt"'));
    await designer.say(removal);
    const at = document.positionAt(document.text.indexOf('"Next": "B"'));
    expect(vscode.written).toMatchObject([[{ range: { start: at }, newText: '"End": true' }]]);
    designer.close();
  });

  it('is refused with its number and the version when the text has overtaken it', async () => {
    const document = new FakeDocument();
    const designer = show(document);
    await designer.say(ready);
    document.type(text.replace('"Next": "B"', '"End": true'));
    await designer.say(removal);
    expect(vscode.written).toEqual([]);
    expect(designer.told.at(-1)).toEqual({
      type: 'refused',
      message:
        'The text has changed meanwhile where this edit belongs, so it was not made. Look at it again.',
      edit: 4,
      version: 2,
    });
    designer.close();
  });

  it('of another form is refused at the door, in words', async () => {
    const document = new FakeDocument();
    const designer = show(document);
    await designer.say(ready);
    const operation = { kind: 'removeField', id: 'A', path: 5 };
    await designer.say({ type: 'edit', operation, version: 1, edit: 1 });
    expect(vscode.written).toEqual([]);
    expect(designer.told.at(-1)).toEqual({
      type: 'refused',
      message:
        'The designer has sent something that is no message of it, and nothing was changed: message.operation.path must be a list, not 5.',
    });
    designer.close();
  });
});

describe('how a run goes', () => {
  const status = {
    program: '/m.asl.json',
    states: [],
    current: undefined,
    ended: true,
    now: 0,
  };

  it('is shown when it is a run of the document, in the form that is agreed', async () => {
    const document = new FakeDocument();
    const designer = show(document);
    await designer.say(ready);
    const before = designer.told.length;
    const event = 'stepthrough.runStatus';
    vscode.custom.fire({ event, body: { ...status, program: '/other.asl.json' } });
    vscode.custom.fire({ event, body: { ...status, states: 5 } });
    vscode.custom.fire({ event: 'stepthrough.other', body: status });
    expect(designer.told.slice(before)).toEqual([]);
    vscode.custom.fire({ event, body: status });
    expect(designer.told.slice(before)).toEqual([{ type: 'runStatus', status }]);
    designer.close();
  });
});

describe('what is known of an action', () => {
  it('is told where something is known, and not at all where nothing is', async () => {
    const docs = { action: 'sqs:sendMessage', text: 'Sends.', url: 'https://x', parameters: [] };
    known['arn:known'] = docs;
    const designer = show(new FakeDocument());
    await designer.say({ type: 'describe', resource: 'arn:other' });
    await designer.say({ type: 'describe', resource: 'arn:known' });
    expect(designer.told).toEqual([{ type: 'integration', resource: 'arn:known', docs }]);
    designer.close();
  });
});
