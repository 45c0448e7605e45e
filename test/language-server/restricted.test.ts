import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Client } from './client.ts';

const machine = '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }';

/** The names of the states that the server knows of a folder in which one file is open and one is not. */
async function statesOf(settings: object): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'stepthrough-restricted-'));
  writeFileSync(join(root, 'closed.asl.json'), machine.replaceAll('"A"', '"Closed"'));
  const client = await Client.start({ root, settings });
  onTestFinished(() => {
    client.stop();
    rmSync(root, { recursive: true });
  });
  await client.open(join(root, 'open.asl.json'), machine.replaceAll('"A"', '"Open"'));
  const symbols = await client.connection.sendRequest<readonly { readonly name: string }[]>(
    'workspace/symbol',
    { query: '' },
  );
  return symbols.map(({ name }) => name).sort();
}

/** What a scenario completes after `definition:`. */
async function definitionsOf(settings: object): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'stepthrough-restricted-'));
  writeFileSync(join(root, 'closed.asl.json'), machine);
  const client = await Client.start({ root, settings });
  onTestFinished(() => {
    client.stop();
    rmSync(root, { recursive: true });
  });
  const text = 'scenario: 1\ndefinition: ';
  const uri = pathToFileURL(join(root, 'x.scenario.yaml')).href;
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const answer = await client.connection.sendRequest<
    | readonly { readonly label: string }[]
    | { readonly items: readonly { readonly label: string }[] }
  >('textDocument/completion', { textDocument: { uri }, position: { line: 1, character: 12 } });
  return ('items' in answer ? answer.items : answer).map(({ label }) => label);
}

describe('a folder that is not trusted', () => {
  it('is read as far as its files are open', async () => {
    expect(await statesOf({ isTrusted: false })).toEqual(['Open']);
    expect(await definitionsOf({ isTrusted: false })).not.toContain('closed.asl.json');
  });
});

describe('a trusted folder, and one of an editor that does not say', () => {
  it.each([{ isTrusted: true }, {}])('%o is read', async (settings) => {
    expect(await statesOf(settings)).toEqual(['Closed', 'Open']);
    expect(await definitionsOf(settings)).toContain('closed.asl.json');
  });
});
