import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type Diagnostic,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  InsertTextMode,
  type Location,
  type SelectionRange,
  type SemanticTokens,
  type SignatureHelp,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { OpenFile } from './client.ts';

export interface Case {
  readonly title: string;
  readonly file: string;
  readonly text: string;
  /** Other files of its folder. */
  readonly beside?: { readonly [name: string]: string };
  /** What is chosen, given or set, where the feature takes something. */
  readonly with?: string;
  answer?: unknown;
}

export type Feature = keyof typeof answers;

/** The features that are asked, each with its cases in a file of that name. */
export const featureNames = (): readonly string[] => Object.keys(answers);

/** The answer of a feature in a form that a reviewer can read. */
export function answerOf(feature: Feature, file: OpenFile, each: Case): Promise<unknown> {
  return answers[feature](file, each);
}

const answers = {
  completion: async (file: OpenFile, { with: chosen }: Case) => {
    const items = await file.ask<CompletionItem[]>('textDocument/completion');
    const sorted = items.toSorted((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
    if (chosen === undefined) {
      const labels = sorted.map(({ label }) => label);
      return labels.length > 14 ? [...labels.slice(0, 14), `… ${labels.length}`] : labels;
    }
    const item = items.find(({ label }) => label === chosen);
    if (!item) return `There is no ${chosen}.`;
    const edit = item.textEdit as TextEdit;
    const line = file.source.getText().split('\n')[edit.range.start.line] ?? '';
    const indent = /^ */.exec(line)?.[0] ?? '';
    // The editor indents the lines of a choice as the one where it begins.
    const newText =
      item.insertTextMode === InsertTextMode.adjustIndentation
        ? edit.newText.replaceAll('\n', `\n${indent}`)
        : edit.newText;
    return file.edited([{ ...edit, newText }, ...(item.additionalTextEdits ?? [])]);
  },
  signature: async (file: OpenFile) => {
    const help = await file.ask<SignatureHelp | null>('textDocument/signatureHelp');
    const [first] = help?.signatures ?? [];
    const active = first?.parameters?.[help?.activeParameter ?? 0]?.label;
    if (!first) return null;
    const name = Array.isArray(active) ? first.label.slice(active[0], active[1]) : (active ?? '');
    return `${first.label} at ${name}`;
  },
  hover: async (file: OpenFile) => {
    const found = await file.ask<Hover | null>('textDocument/hover');
    if (!found) return null;
    const { value } = found.contents as { value: string };
    return `${found.range ? file.quote(found.range) : ''}\n${value}`;
  },
  definition: async (file: OpenFile) =>
    file.quotes(await file.ask<Location[]>('textDocument/definition')),
  references: async (file: OpenFile) => {
    const context = { includeDeclaration: true };
    return file.quotes(await file.ask<Location[]>('textDocument/references', { context }));
  },
  highlight: async (file: OpenFile) => {
    const found = await file.ask<DocumentHighlight[]>('textDocument/documentHighlight');
    return found.map(({ range, kind }) => `${file.quote(range)}${kind === 3 ? ' (defined)' : ''}`);
  },
  rename: async (file: OpenFile, { with: newName }: Case) => {
    try {
      const edit = await file.ask<WorkspaceEdit>('textDocument/rename', { newName });
      const others = Object.entries(edit.changes ?? {}).filter(([uri]) => uri !== file.uri);
      const elsewhere = others.flatMap(([uri, edits]) =>
        edits.map(({ range, newText }) => `${nameOf(uri)} ${range.start.line + 1}: ${newText}`),
      );
      return elsewhere.length > 0 ? [file.after(edit), ...elsewhere] : file.after(edit);
    } catch (error) {
      return error instanceof Error ? `refused: ${error.message}` : error;
    }
  },
  symbols: async (file: OpenFile) => {
    const found = await file.ask<DocumentSymbol[]>('textDocument/documentSymbol');
    const write = (symbols: readonly DocumentSymbol[], indent = ''): string[] =>
      symbols.flatMap(({ name, detail, range, children }) => [
        `${indent}${name} ${detail} ${range.start.line + 1}-${range.end.line + 1}`,
        ...write(children ?? [], `${indent}  `),
      ]);
    return write(found);
  },
  folding: async (file: OpenFile) => {
    const found = await file.ask<FoldingRange[]>('textDocument/foldingRange');
    return found.map(
      ({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ''}`,
    );
  },
  selection: async (file: OpenFile) => {
    const [found] = await file.ask<SelectionRange[]>('textDocument/selectionRange', {
      positions: [file.position],
    });
    const quotes: string[] = [];
    for (let at = found; at; at = at.parent) quotes.push(file.quote(at.range));
    return quotes;
  },
  links: async (file: OpenFile) => {
    const found = await file.ask<DocumentLink[]>('textDocument/documentLink');
    return found.map(({ range, target }) => `${file.quote(range)} -> ${nameOf(target ?? '')}`);
  },
  inlay: async (file: OpenFile) => {
    const range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
    const found = await file.ask<InlayHint[]>('textDocument/inlayHint', { range });
    return found.map(({ position, label, tooltip }) => {
      const line = file.source.getText().split('\n')[position.line] ?? '';
      const text = `${line.slice(0, position.character)}«${label as string}»`;
      return `${text.trim()} (${tooltip as string})`;
    });
  },
  tokens: async (file: OpenFile) => {
    const { data } = await file.ask<SemanticTokens>('textDocument/semanticTokens/full');
    const { legend } = file.client.initialized.capabilities.semanticTokensProvider ?? {};
    const words: string[] = [];
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(
        at,
        at + 5,
      );
      character = lines === 0 ? character + characters : characters;
      line += lines;
      const start = { line, character };
      const end = { line, character: character + length };
      const mark = modifiers === 1 ? ' declaration' : '';
      words.push(`${file.quote({ start, end })} ${legend?.tokenTypes[type] ?? '?'}${mark}`);
    }
    return words;
  },
  lenses: async (file: OpenFile) => {
    const found = await file.ask<CodeLens[]>('textDocument/codeLens');
    return found.map(({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ''}`);
  },
  formatting: async (file: OpenFile) => {
    const options = { tabSize: 2, insertSpaces: true };
    const isRange = file.range.start !== file.range.end && file.source.offsetAt(file.range.end) > 0;
    const [method, more] = isRange
      ? (['textDocument/rangeFormatting', { range: file.range, options }] as const)
      : (['textDocument/formatting', { options }] as const);
    return file.edited(await file.ask<TextEdit[]>(method, more));
  },
  actions: async (file: OpenFile, { with: chosen }: Case) => {
    const { diagnostics } = await file.client.published();
    const actions = await file.ask<CodeAction[]>('textDocument/codeAction', {
      range: file.range,
      context: { diagnostics },
    });
    if (chosen === undefined) return actions.map(({ title, kind }) => `${kind ?? ''}: ${title}`);
    const action = actions.find(({ title }) => title === chosen);
    if (!action?.edit) return `There is no ${chosen}.`;
    const { changes = {}, documentChanges = [] } = action.edit;
    const others = Object.entries(changes).filter(([uri]) => uri !== file.uri);
    if (documentChanges.length > 0) {
      return documentChanges.map((change) =>
        'kind' in change
          ? `create ${nameOf('uri' in change ? change.uri : '')}`
          : change.edits.map((edit) => ('newText' in edit ? edit.newText : '')).join(''),
      );
    }
    if (others.length > 0) {
      return others.flatMap(([uri, edits]) =>
        edits.map(({ range, newText }) => `${nameOf(uri)} ${range.start.line + 1}: ${newText}`),
      );
    }
    return file.after(action.edit);
  },
  diagnostics: async (file: OpenFile) => {
    const { diagnostics } = await file.client.published();
    return diagnostics.map((each: Diagnostic) => {
      const severity = ['', 'error', 'warning', 'info', 'hint'][each.severity ?? 0] ?? '';
      const related = (each.relatedInformation ?? []).map(
        ({ message, location }) => `; ${message} ${location.range.start.line + 1}`,
      );
      return `${file.quote(each.range)}: ${severity} ${String(each.code)}${related.join('')}`;
    });
  },
};

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
