/**
 * A definition is typed character by character, and damaged at random, while the editor asks for every
 * feature in turn. `FUZZ=N` repeats it N times with longer texts and more damage.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client } from './client.ts';

const rounds = Number(process.env['FUZZ'] ?? 0);

/** No answer may take longer: an editor that waits for it seems to hang. */
const patience = 1000;

const typed: readonly (readonly [name: string, text: string])[] = [
  [
    'a.asl.json',
    `{ "StartAt": "A", "QueryLanguage": "JSONata", // text
  "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
    "Arguments": { "QueueUrl": "q", "MessageBody": "{% $states.input.x & 'a' %}" },
    "Retry": [ { "ErrorEquals": ["States.ALL"], "MaxAttempts": 2 } ],
    "Assign": { "n": "{% $count($states.result) %}" }, "Next": "B" },
  "B": { "Type": "Wait", "Seconds": \${Pause}, "End": true } } }`,
  ],
  [
    'a.asl.yaml',
    `StartAt: A # first
States:
  A: &a
    Type: Map
    ItemsPath: $.items
    ItemSelector: { "x.$": "$$.Map.Item.Value", y: 'it''s' }
    ItemProcessor:
      StartAt: In
      States:
        In: { Type: Pass, Parameters: { id.$: "States.Format('{}', $.a[0])" }, End: true }
    Catch:
      - ErrorEquals: [States.ALL]
        Next: B
    Next: B
  B:
    Type: Choice
    Choices:
      - And:
          - Variable: $.a
            IsPresent: true
        Next: A
    Default: C
  C: { <<: *a, End: true }
`,
  ],
  [
    'template.yaml',
    `Resources:
  M:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "\${B}" } } }
`,
  ],
  [
    'order.scenario.yaml',
    `scenario: 1
answers:
  - match: { state: A }
    return: { x: 1 }
`,
  ],
];

const methods = [
  'completion',
  'hover',
  'signatureHelp',
  'documentSymbol',
  'semanticTokens/full',
  'foldingRange',
  'definition',
  'codeAction',
  'documentHighlight',
  'inlayHint',
  'references',
  'codeLens',
  'documentLink',
  'selectionRange',
  'formatting',
  'prepareRename',
  'rename',
] as const;

describe('typing', () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.start();
  });
  afterAll(() => {
    client.stop();
  });

  it.each(typed)('%s', async (name, text) => {
    const editor = new Editor(client, await client.open(`typed-${name}`, ''));
    let turn = 0;
    for (const character of text) {
      await editor.replace(editor.length, editor.length, character);
      await editor.ask(turn++, editor.length);
      await editor.ask(turn++, editor.length);
    }
    expect(editor.failures).toEqual([]);
    expect(client.logged).toEqual([]);
  });

  it.each(typed)('damage to %s', async (name, text) => {
    const random = randomOf(7);
    const editor = new Editor(client, await client.open(`damaged-${name}`, text));
    const count = 60 * (1 + rounds * 10);
    for (let turn = 0; turn < count; turn += 1) {
      const start = Math.floor(random() * editor.length);
      const end = Math.min(editor.length, start + Math.floor(random() * 6));
      const piece = pieces[Math.floor(random() * pieces.length)] ?? '';
      await editor.replace(start, end, piece);
      await editor.ask(turn, start + piece.length);
      await editor.ask(turn + 5, start);
      if (turn % 15 === 14) await editor.replace(0, editor.length, text);
    }
    expect(editor.failures).toEqual([]);
    expect(client.logged).toEqual([]);
  });

  it.runIf(rounds > 0)('damage to published workflows', { timeout: 3_600_000 }, async () => {
    const random = randomOf(11);
    const files = publishedWorkflows();
    for (let round = 0; round < rounds * 100; round += 1) {
      const path = files[Math.floor(random() * files.length)] ?? '';
      const text = readFileSync(path, 'utf8');
      const name = `${round}${path.slice(path.lastIndexOf('/') + 1)}`;
      const editor = new Editor(client, await client.open(name, text));
      for (let turn = 0; turn < 20; turn += 1) {
        const start = Math.floor(random() * editor.length);
        const piece = pieces[Math.floor(random() * pieces.length)] ?? '';
        await editor.replace(
          start,
          Math.min(editor.length, start + Math.floor(random() * 9)),
          piece,
        );
        await editor.ask(turn + round, start + piece.length);
      }
      expect(editor.failures, path).toEqual([]);
      await editor.close();
    }
    expect(client.logged).toEqual([]);
  });
});

const pieces = [
  ...['"', "'", '{', '}', '[', ']', ':', ',', '\n', '  ', '- ', '{%', '%}', '$', '$.', '${', '}'],
  ...['\\', '#', '//', '/*', '&a ', '*a', '!Sub ', '|\n', '<<: ', '\t', '\u0000', '🙂', 'States.'],
];

class Editor {
  readonly failures: string[] = [];
  readonly #client: Client;
  readonly #source: TextDocument;
  #version = 1;

  constructor(client: Client, { source }: { readonly source: TextDocument }) {
    this.#client = client;
    this.#source = source;
  }

  get length(): number {
    return this.#source.getText().length;
  }

  async replace(from: number, to: number, text: string): Promise<void> {
    const range = { start: this.#source.positionAt(from), end: this.#source.positionAt(to) };
    const contentChanges = [{ range, text }];
    this.#version += 1;
    TextDocument.update(this.#source, contentChanges, this.#version);
    const textDocument = { uri: this.#source.uri, version: this.#version };
    await this.#client.connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges,
    });
  }

  async close(): Promise<void> {
    const textDocument = { uri: this.#source.uri };
    await this.#client.connection.sendNotification('textDocument/didClose', { textDocument });
  }

  /** Asks for one of the features; an answer that refuses with a reason is an answer. */
  async ask(turn: number, offset: number): Promise<void> {
    const method = methods[turn % methods.length] ?? 'hover';
    const position = this.#source.positionAt(offset);
    const range = { start: position, end: position };
    const params = {
      textDocument: { uri: this.#source.uri },
      position,
      positions: [position],
      range: method === 'inlayHint' ? { ...range, start: { line: 0, character: 0 } } : range,
      context: { includeDeclaration: true, diagnostics: [] },
      options: { tabSize: 2, insertSpaces: true },
      newName: 'Other',
    };
    const before = performance.now();
    try {
      await this.#client.connection.sendRequest(`textDocument/${method}`, params);
    } catch (error) {
      const isRefusal = (method === 'rename' || method === 'prepareRename') && isInvalid(error);
      if (!isRefusal) this.#fail(method, offset, String(error));
    }
    if (performance.now() - before > patience) this.#fail(method, offset, 'took too long');
  }

  #fail(method: string, offset: number, why: string): void {
    this.failures.push(
      `${method} at ${offset} of ${JSON.stringify(this.#source.getText())}: ${why}`,
    );
  }
}

/** `InvalidParams`, with which the server says why something cannot be done. */
function isInvalid(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === -32602;
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function publishedWorkflows(): readonly string[] {
  const folder = join(import.meta.dirname, '../../../shared/documents');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml)$/.test(entry.name))
    .filter(({ name }) => name !== 'index.json')
    .map(({ parentPath, name }) => join(parentPath, name));
}
