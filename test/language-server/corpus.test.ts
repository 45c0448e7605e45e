/** Properties that every feature keeps on published workflows, which are not part of the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, syntaxOf } from '@stepthrough/asl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Position,
  Range,
  SemanticTokens,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { Client, type OpenFile } from './client.ts';

const folder = join(import.meta.dirname, '../../../shared/documents');
/** One of eight, which is enough to notice a break; all of them with `FUZZ=1`. */
const share = process.env['FUZZ'] === undefined ? 8 : 1;
const paths = existsSync(folder)
  ? pathsIn(['valid', 'hosts', 'invalid']).filter((_, index) => index % share === 0)
  : [];

describe.skipIf(paths.length === 0)('on published workflows (skipped without them)', () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.start();
  });
  afterAll(() => {
    client.stop();
  });

  it('every feature keeps its word', async () => {
    const broken: string[] = [];
    for (const path of paths) {
      const file = await client.open(path, readFileSync(path, 'utf8').replaceAll('<|', '< |'));
      const { diagnostics } = await client.published();
      for (const { range } of diagnostics)
        if (!isIn(file, range)) broken.push(`${path}: diagnostic`);
      broken.push(...(await faultsOf(file)).map((fault) => `${path}: ${fault}`));
      const { textDocument } = file;
      await client.connection.sendNotification('textDocument/didClose', { textDocument });
      await client.published();
    }
    expect(broken).toEqual([]);
    expect(client.logged).toEqual([]);
  }, 300_000);
});

async function faultsOf(file: OpenFile): Promise<string[]> {
  return [
    ...(await tokenFaults(file)),
    ...(await symbolFaults(file)),
    ...(await foldingFaults(file)),
    ...(await lensFaults(file)),
    ...(await fixFaults(file)),
    ...(await renameFaults(file)),
    ...(await completionFaults(file)),
  ];
}

async function tokenFaults(file: OpenFile): Promise<string[]> {
  const { data } = await file.ask<SemanticTokens>('textDocument/semanticTokens/full');
  const lines = file.source.getText().split('\n');
  const faults: string[] = [];
  let [line, character, end] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(at, at + 3);
    if (down > 0) [character, end] = [0, 0];
    line += down;
    character += right;
    if (character < end) faults.push(`tokens overlap in line ${line + 1}`);
    end = character + length;
    if (end > (lines[line]?.length ?? 0)) faults.push(`token behind the end of line ${line + 1}`);
  }
  return faults;
}

async function symbolFaults(file: OpenFile): Promise<string[]> {
  const check = (symbols: readonly DocumentSymbol[], around?: Range): string[] =>
    symbols.flatMap(({ name, range, selectionRange, children }) => [
      ...(contains(range, selectionRange) ? [] : [`symbol ${name} is not in its range`]),
      // An alias of YAML shows a state where its anchor is written.
      ...(!around || contains(around, range) || file.source.getText().includes('*')
        ? []
        : [`symbol ${name} leaves its parent`]),
      ...check(children ?? [], range),
    ]);
  return check(await file.ask<DocumentSymbol[]>('textDocument/documentSymbol'));
}

async function foldingFaults(file: OpenFile): Promise<string[]> {
  const found = await file.ask<FoldingRange[]>('textDocument/foldingRange');
  return found
    .filter(({ startLine, endLine }) => endLine <= startLine || endLine >= file.source.lineCount)
    .map(({ startLine, endLine }) => `fold ${startLine}-${endLine}`);
}

async function lensFaults(file: OpenFile): Promise<string[]> {
  const found = await file.ask<CodeLens[]>('textDocument/codeLens');
  return found
    .filter(({ range }) => !isIn(file, range))
    .map(({ command }) => `lens ${command?.title ?? ''}`);
}

/** A fix of any problem, or a change of any state, leaves a text that can be read if the one before could be. */
async function fixFaults(file: OpenFile): Promise<string[]> {
  const { text, syntax } = contentOf(file);
  if (parse(text, syntax).problems.length > 0) return [];
  const range = { start: file.source.positionAt(0), end: file.source.positionAt(text.length) };
  const context = { diagnostics: [] };
  const ask = (at: Range) =>
    file.ask<CodeAction[]>('textDocument/codeAction', { range: at, context });
  const symbols = await file.ask<DocumentSymbol[]>('textDocument/documentSymbol');
  const actions = await ask(range);
  for (const { selectionRange } of symbols.flatMap(withInner).slice(0, 20)) {
    actions.push(...(await ask(selectionRange)));
  }
  return actions.flatMap(({ title, edit }) => {
    if (!edit?.changes?.[file.uri]) return [];
    const after = file.after(edit);
    const [problem] = parse(after, syntax).problems;
    return problem ? [`fix "${title}" breaks the text: ${problem.message}`] : [];
  });
}

function withInner(symbol: DocumentSymbol): DocumentSymbol[] {
  return [symbol, ...(symbol.children ?? []).flatMap(withInner)];
}

/** The first state renamed: its old name is gone from the places that name it, and nothing else changes. */
async function renameFaults(file: OpenFile): Promise<string[]> {
  const { text, syntax } = contentOf(file);
  const symbols = await file.ask<DocumentSymbol[]>('textDocument/documentSymbol');
  const [first] = symbols[0]?.detail === '' ? (symbols[0].children ?? []) : symbols;
  if (!first || parse(text, syntax).problems.length > 0) return [];
  const position = after(first.selectionRange.start);
  const newName = 'Entirely new name';
  try {
    const edit = await file.ask<WorkspaceEdit>('textDocument/rename', { position, newName });
    const [problem] = parse(file.after(edit), syntax).problems;
    const count = edit.changes?.[file.uri]?.length ?? 0;
    const found = file.after(edit).split(newName).length - 1;
    if (problem) return [`rename breaks the text: ${problem.message}`];
    return found === count ? [] : [`rename of ${first.name}: ${count} edits, ${found} names`];
  } catch (error) {
    // A name that comes from an anchor cannot be renamed at its alias.
    return /anchor|There is no state or variable/.test(String(error)) ? [] : [String(error)];
  }
}

/** At places all over the text: a choice is written on the line of the cursor, and the text can be read after. */
async function completionFaults(file: OpenFile): Promise<string[]> {
  const { text, syntax } = contentOf(file);
  if (parse(text, syntax).problems.length > 0) return [];
  const faults: string[] = [];
  for (let at = 1; at < 12; at += 1) {
    const offset = Math.floor((text.length * at) / 12);
    const position = file.source.positionAt(offset);
    const items = await file.ask<CompletionItem[]>('textDocument/completion', { position });
    for (const item of [items[0], items.at(-1)].filter((each) => each !== undefined)) {
      const edit = item.textEdit as TextEdit;
      const { start, end } = edit.range;
      const isHere = contains(edit.range, { start: position, end: position });
      if (!isHere || start.line !== end.line) faults.push(`${item.label} at ${offset}: range`);
      const [problem] = parse(plain(file, item), syntax).problems;
      if (problem) faults.push(`${item.label} at ${offset}: ${problem.message}`);
    }
  }
  return faults;
}

/** The text after a choice, its tab stops filled in. */
function plain(file: OpenFile, item: CompletionItem): string {
  const { range, newText } = item.textEdit as TextEdit;
  const line = file.source.getText().split('\n')[range.start.line] ?? '';
  const indent = /^ */.exec(line)?.[0] ?? '';
  const text = newText
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
    .replaceAll(/(?<!\\)\$\d+/g, 'x')
    .replaceAll(/\\([$}\\])/g, '$1')
    .replaceAll('\n', `\n${indent}`);
  return file.edited([{ range, newText: text }, ...(item.additionalTextEdits ?? [])]);
}

function contentOf({ source }: OpenFile) {
  return { text: source.getText(), syntax: syntaxOf(source.uri) };
}

function after({ line, character }: Position): Position {
  return { line, character: character + 1 };
}

function contains(outer: Range, inner: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function isIn({ source }: OpenFile, { start, end }: Range): boolean {
  const last = source.positionAt(source.getText().length);
  return !isBefore(last, end) && !isBefore(end, start);
}

function pathsIn(kinds: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) =>
    readdirSync(join(folder, kind), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:json|ya?ml|asl)$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
}
