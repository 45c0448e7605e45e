import { PassThrough } from 'node:stream';
import { applyTextEdits } from '@stepthrough/asl';
import { serve } from '@stepthrough/language-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const json = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Comment": "Begins.", "Next": "Both" },
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Inner", "States": { "Inner": { "Type": "Succeed" } } }
      ],
      "Next": "Last"
    },
    "Last": { "Type": "Succeed" }
  }
}
`;

const yaml = `StartAt: First
States:
  First: { Type: Pass, Next: Last } # goes on
  Last: { Type: Succeed }
`;

const template = `Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: First
        States:
          First: { Type: Pass, Next: Lost }
          Last: { Type: Succeed }
`;

let client: ProtocolConnection;
let published: PublishDiagnosticsParams[];
let wake: () => void;

beforeEach(async () => {
  const [there, back] = [new PassThrough(), new PassThrough()];
  serve(createConnection(there, back));
  client = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  published = [];
  wake = () => undefined;
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    wake();
  });
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification('initialized', {});
});

afterEach(() => {
  client.dispose();
});

describe('a state name', () => {
  it.each([
    ['JSON', 'a.asl.json', 'asl', json, '"Last"\n', '"Last": {'],
    ['YAML', 'a.asl.yaml', 'asl-yaml', yaml, 'Last }', 'Last: {'],
  ])('leads to its state in %s', async (_, name, language, text, from, to) => {
    const { at, source } = await open(name, language, text);
    const found = await client.sendRequest<{ range: { start: object } }>(
      'textDocument/definition',
      at(from),
    );
    expect(found.range.start).toEqual(source.positionAt(text.indexOf(to)));
  });

  it('lists the places that use it', async () => {
    const { at } = await open('a.asl.json', 'asl', json);
    const ask = async (includeDeclaration: boolean): Promise<number[]> => {
      const found = await client.sendRequest<{ range: { start: { line: number } } }[]>(
        'textDocument/references',
        { ...at('"Last": {'), context: { includeDeclaration } },
      );
      return found.map(({ range }) => range.start.line);
    };
    expect(await ask(true)).toEqual([9, 11]);
    expect(await ask(false)).toEqual([9]);
  });

  it.each([
    ['JSON', 'a.asl.json', 'asl', json, '"Last": {', ['"Last"', '"Done"']],
    ['YAML, whose comments stay', 'a.asl.yaml', 'asl-yaml', yaml, 'Last }', ['Last', 'Done']],
  ] as const)(
    'is renamed wherever it stands in %s',
    async (_, name, language, text, from, [a, b]) => {
      const { at, source } = await open(name, language, text);
      const params = { ...at(from), newName: 'Done' };
      const edit = await client.sendRequest<WorkspaceEdit>('textDocument/rename', params);
      expect(changed(source, edit)).toBe(text.replaceAll(a, b));
    },
  );

  it('is not renamed to one that is taken', async () => {
    const { at } = await open('a.asl.json', 'asl', json);
    const params = { ...at('"Last": {'), newName: 'First' };
    await expect(client.sendRequest('textDocument/rename', params)).rejects.toThrow(/First/);
  });

  it('tells the type and comment of its state', async () => {
    const { at } = await open('a.asl.json', 'asl', json);
    const found = await client.sendRequest('textDocument/hover', at('"First",'));
    expect(found).toMatchObject({ contents: { value: 'First: Pass\n\nBegins.' } });
  });
});

it('completes a transition by the states of its own scope', async () => {
  const { at } = await open('a.asl.json', 'asl', json);
  const labels = async (from: string): Promise<string[]> => {
    const items = await client.sendRequest<{ label: string }[]>(
      'textDocument/completion',
      at(from),
    );
    return items.map(({ label }) => label);
  };
  expect(await labels('"Both" }')).toEqual(['First', 'Both', 'Last']);
  expect(await labels('"Inner", ')).toEqual(['Inner']);
});

it('outlines the states, inner ones below their owner', async () => {
  const { textDocument } = await open('a.asl.json', 'asl', json);
  const symbols = await client.sendRequest('textDocument/documentSymbol', { textDocument });
  expect(symbols).toMatchObject([
    { name: 'First', detail: 'Pass', children: [] },
    { name: 'Both', detail: 'Parallel', children: [{ name: 'Inner', detail: 'Succeed' }] },
    { name: 'Last', detail: 'Succeed', children: [] },
  ]);
});

describe('diagnostics', () => {
  it('are placed in the template that holds the definition', async () => {
    await open('template.yaml', 'yaml', template);
    const { diagnostics } = await nextDiagnostics();
    const line = template.split('\n').findIndex((each) => each.includes('Lost'));
    expect(errors(diagnostics).map(({ range }) => range.start.line)).toContain(line);
  });

  it('follow the last edit, and go when the file is closed', async () => {
    const { textDocument } = await open('a.asl.json', 'asl', json);
    expect(errors((await nextDiagnostics()).diagnostics)).toEqual([]);
    const text = json.replace('"Next": "Last"', '"Next": "Lost"');
    await client.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version: 2 },
      contentChanges: [{ text }],
    });
    const after = await nextDiagnostics();
    expect(after.version).toBe(2);
    expect(errors(after.diagnostics)).not.toEqual([]);
    await client.sendNotification('textDocument/didClose', { textDocument });
    expect((await nextDiagnostics()).diagnostics).toEqual([]);
  });

  it('say nothing of JSON that is no state machine', async () => {
    await open('package.json', 'json', '{ "name": "States", "StartAt": 1 }');
    expect((await nextDiagnostics()).diagnostics).toEqual([]);
  });

  it('offer the fix of a misspelt name, which removes the error', async () => {
    const text = json.replace('"Next": "Last"', '"Next": "Lasst"');
    const { textDocument, source } = await open('a.asl.json', 'asl', text);
    const [first] = errors((await nextDiagnostics()).diagnostics);
    const actions = await client.sendRequest<{ edit: WorkspaceEdit }[]>('textDocument/codeAction', {
      textDocument,
      range: first?.range,
      context: { diagnostics: [first] },
    });
    expect(actions.map(({ edit }) => changed(source, edit))).toContain(json);
  });
});

async function open(name: string, languageId: string, text: string) {
  const uri = `file:///${name}`;
  const source = TextDocument.create(uri, languageId, 1, text);
  const textDocument = { uri };
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId, version: 1, text },
  });
  const at = (place: string) => {
    expect(text).toContain(place);
    return { textDocument, position: source.positionAt(text.indexOf(place) + 1) };
  };
  return { textDocument, source, at };
}

async function nextDiagnostics(): Promise<PublishDiagnosticsParams> {
  for (;;) {
    const next = published.shift();
    if (next) return next;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

function errors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 1);
}

function changed(source: TextDocument, { changes }: WorkspaceEdit): string {
  const edits = (changes?.[source.uri] ?? []).map(({ range, newText }) => ({
    range: { start: source.offsetAt(range.start), end: source.offsetAt(range.end) },
    newText,
  }));
  return applyTextEdits(source.getText(), edits);
}
