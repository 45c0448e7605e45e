import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, type TextEdit } from 'vscode-languageserver/node';
import type { IntegrationDocs } from '@stepthrough/protocol';
import { Client, type OpenFile } from './client.ts';

const machine = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Last" },
    "Last": { "Type": "Succeed" }
  }
}
`;

let client: Client;

beforeEach(async () => {
  client = await Client.start();
});

afterEach(() => {
  client.stop();
});

describe('what is known of an action', () => {
  const ask = (resource: string): Promise<unknown> =>
    client.connection.sendRequest('stepthrough/integration', { resource });

  it('is told of an optimized integration and of an action of the SDK, required members first', async () => {
    const docs = (await ask(
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    )) as IntegrationDocs;
    expect(docs).toMatchObject({
      action: 'sqs:sendMessage',
      url: expect.stringMatching(/^https:/) as string,
    });
    expect(docs.parameters.map(({ isRequired }) => isRequired)).toEqual(
      docs.parameters.map((_, index) => index < 2),
    );
    const [queue] = docs.parameters.filter(({ name }) => name === 'QueueUrl');
    expect(queue?.text).toMatch(/^The URL of the Amazon SQS queue/);
    expect(await ask('arn:aws:states:::aws-sdk:dynamodb:listTables')).toMatchObject({
      action: 'aws-sdk:dynamodb:listTables',
      text: expect.stringMatching(/^Returns an array of table names/) as string,
      parameters: [{ name: 'ExclusiveStartTableName', isRequired: false }, { name: 'Limit' }],
    });
  });

  it.each(['', 'arn:aws:states:::none:such', 'arn:aws:lambda:us-east-1:123456789012:function:f'])(
    'is nothing for %j',
    async (resource) => {
      expect(await ask(resource)).toBeNull();
    },
  );
});

it('announces just the features that these tests hold', () => {
  const { textDocumentSync, ...capabilities } = client.initialized.capabilities;
  expect(textDocumentSync).toBe(2);
  expect(Object.keys(capabilities).sort()).toEqual([
    'codeActionProvider',
    'codeLensProvider',
    'completionProvider',
    'definitionProvider',
    'documentHighlightProvider',
    'documentLinkProvider',
    'documentSymbolProvider',
    'foldingRangeProvider',
    'hoverProvider',
    'inlayHintProvider',
    'referencesProvider',
    'renameProvider',
    'selectionRangeProvider',
    'semanticTokensProvider',
    'signatureHelpProvider',
    'workspaceSymbolProvider',
  ]);
});

describe('the formatter', () => {
  it('is registered for state machines alone where the client can', async () => {
    await expect
      .poll(() => client.registered)
      .toEqual(['textDocument/formatting', 'textDocument/rangeFormatting']);
  });

  it('is announced for all files to other clients', async () => {
    const plain = await Client.start({ capabilities: {} });
    expect(plain.initialized.capabilities.documentFormattingProvider).toBe(true);
    plain.stop();
  });
});

describe('diagnostics', () => {
  it('follow the last edit, and go when the file is closed', async () => {
    const file = await client.open('a.asl.json', machine);
    expect(await client.errors()).toEqual([]);
    await change(file, 2, machine.replace('"Next": "Last"', '"Next": "Lost"'));
    const { version, diagnostics } = await client.published();
    expect(version).toBe(2);
    expect(diagnostics.map(({ code }) => code)).toContain('graph.target');
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: file.textDocument,
    });
    expect((await client.published()).diagnostics).toEqual([]);
  });

  it('come once for edits that follow each other', async () => {
    const file = await client.open('a.asl.json', machine);
    await client.published();
    for (let version = 2; version < 10; version += 1) {
      await change(file, version, machine + ' '.repeat(version));
    }
    expect((await client.published()).version).toBe(9);
  });

  it('have a link, and tags for what is not needed', async () => {
    await client.open('a.asl.json', machine.replace('"Next": "Last"', '"End": true'));
    const { diagnostics } = await client.published();
    const [first] = diagnostics;
    expect(first).toMatchObject({
      source: 'stepthrough',
      code: 'graph.unreachable',
      tags: [1],
    });
    expect(first?.codeDescription?.href).toMatch(/^https:/);
  });

  it('take their severity from the settings, at once', async () => {
    const strict = await Client.start({ settings: { rules: { 'graph.unreachable': 'hint' } } });
    await strict.open('a.asl.json', machine.replace('"Next": "Last"', '"End": true'));
    expect((await strict.published()).diagnostics.map(({ severity }) => severity)).toEqual([4]);
    const settings = { stepthrough: { rules: { 'graph.unreachable': 'off', nonsense: 3 } } };
    await strict.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    expect((await strict.published()).diagnostics).toEqual([]);
    strict.stop();
  });

  it('come without references of states in lenses, unless a setting asks for those', async () => {
    const lensesOf = async (settings: object): Promise<readonly unknown[]> => {
      const other = await Client.start({ settings });
      const file = await other.open('a.asl.json', machine);
      const lenses = await file.ask<{ command: { title: string } }[]>('textDocument/codeLens');
      other.stop();
      return lenses.map(({ command }) => command.title).filter((title) => /reference/.test(title));
    };
    expect(await lensesOf({})).toEqual([]);
    expect(await lensesOf({ codeLens: { references: 'yes' } })).toEqual([]);
    expect((await lensesOf({ codeLens: { references: true } })).length).toBeGreaterThan(0);
  });

  it('stay while a definition is retyped in a file of plain JSON', async () => {
    const file = await client.open('flow.json', machine);
    await client.published();
    await change(file, 2, machine.replace('"States"', '"State'));
    expect((await client.published()).diagnostics).not.toEqual([]);
  });
});

describe('a request', () => {
  it('about a file that is not open is refused with a reason', async () => {
    const textDocument = { uri: 'file:///none/other.asl.json' };
    const asked = client.connection.sendRequest('textDocument/foldingRange', { textDocument });
    await expect(asked).rejects.toThrow('file:///none/other.asl.json is not open.');
  });

  it('with parameters that make no sense is answered with an error, and the server lives on', async () => {
    const file = await client.open('a.asl.json', machine);
    const asked = client.connection.sendRequest('textDocument/hover', { position: 'nowhere' });
    await expect(asked).rejects.toThrow();
    expect(await file.ask('textDocument/foldingRange')).not.toEqual([]);
  });

  it('that is cancelled is answered as cancelled', async () => {
    const file = await client.open('a.asl.json', machine);
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      'textDocument/completion',
      { textDocument: file.textDocument, position: file.position },
      source.token,
    );
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
  });

  it('is answered for the version that it was asked about', async () => {
    const file = await client.open('a.asl.json', machine.replaceAll('  ', ''));
    const asked = file.ask<TextEdit[]>('textDocument/formatting', {
      options: { tabSize: 2, insertSpaces: true },
    });
    await change(file, 2, '{}');
    expect(file.edited(await asked)).toContain('\n  "States": {');
  });
});

it('finds the states of the workspace by letters of their names', async () => {
  const root = new URL('../../samples', import.meta.url).pathname;
  const samples = await Client.start({ root });
  const found = await samples.connection.sendRequest<{ name: string; containerName: string }[]>(
    'workspace/symbol',
    { query: 'valord' },
  );
  expect(found.map(({ name, containerName }) => `${name} ${containerName}`).sort()).toEqual([
    'ValidateOrder order.asl.json',
    'ValidateOrder order.asl.yaml',
  ]);
  samples.stop();
});

it('makes tokens of a part of a file', async () => {
  const file = await client.open('a.asl.json', machine);
  const range = { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } };
  const { data } = await file.ask<{ data: number[] }>('textDocument/semanticTokens/range', {
    range,
  });
  expect(data.length).toBe(2 * 5);
});

it('tells what would be renamed', async () => {
  const file = await client.open('a.asl.json', machine.replace('"Last" }', '"La<|>st" }'));
  const found = await file.ask<{ placeholder: string; range: { start: object } }>(
    'textDocument/prepareRename',
  );
  expect(found.placeholder).toBe('Last');
});

async function change(file: OpenFile, version: number, text: string): Promise<void> {
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: file.uri, version },
    contentChanges: [{ text }],
  });
}
