import { type Range, type SourceNode, valueOf } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import { modify } from 'jsonc-parser';
import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver';
import { stringify } from 'yaml';
import type { Session } from '../feature.ts';
import { calledBy } from '../called-by.ts';
import { lspEdit } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';
import { machineName, mentionsOf, scenariosOf, scenarioTree } from '../scenarios.ts';
import type { ActionSite } from './action.ts';

/** Writes an answer for a Task into the scenario file beside the machine, or into a new one. */
export function createMock(
  { files, services }: Session,
  site: ActionSite,
  canCreate: boolean,
): CodeAction[] {
  const { file, open, state } = site;
  if (state.type !== 'Task' || mentionsOf(files, file, open, state.name).length > 0) return [];
  const answer: Json = {
    match: { state: state.name },
    return: sampleResult(services, state.resource?.value),
  };
  const title = `Create a mock for ${state.name}`;
  const kind = CodeActionKind.RefactorRewrite;
  const scenario = scenariosOf(files, file).find(({ uri }) => /\.scenario\.\w+$/i.test(uri));
  if (scenario) {
    const edits = appended(scenario, answer).map((edit) => lspEdit(scenario.source, edit));
    return edits.length === 0
      ? []
      : [{ title, kind, edit: { changes: { [scenario.uri]: edits } } }];
  }
  return canCreate ? [{ title, kind, edit: newScenario(file, answer) }] : [];
}

/** An answer as the service would give it. */
function sampleResult(services: ServiceCatalog, resource = ''): Json {
  const called = calledBy(services, resource);
  return called ? called.integration.sample(called.pattern) : {};
}

function newScenario({ uri }: OpenDocument, answer: Json): WorkspaceEdit {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const target = `${folder}${encodeURIComponent(machineName(uri))}.scenario.yaml`;
  const text = stringify({ scenario: 1, starts: { direct: { input: {} } }, answers: [answer] });
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri: target, options: { ignoreIfExists: true } },
      {
        textDocument: { uri: target, version: null },
        edits: [{ range: { start, end: start }, newText: text }],
      },
    ],
  };
}

function appended(
  file: OpenDocument,
  answer: Json,
): readonly { readonly range: Range; readonly newText: string }[] {
  const { root } = scenarioTree(file);
  if (file.syntax === 'json') {
    const count = itemsOf(answersOf(root)).length;
    const options = { formattingOptions: { insertSpaces: true, tabSize: 2 } };
    return modify(file.text, ['answers', count], answer, {
      ...options,
      isArrayInsertion: true,
    }).map(({ offset, length, content }) => ({
      range: { start: offset, end: offset + length },
      newText: content,
    }));
  }
  return appendedYaml(file.text, root, answer);
}

function appendedYaml(text: string, root: SourceNode | undefined, answer: Json) {
  const answers = answersOf(root);
  const last = itemsOf(answers).at(-1);
  const isFlow = answers !== undefined && text[answers.range.start] === '[';
  // A list in flow style is one line's work for its author, and not for a splice.
  if (isFlow || (root !== undefined && root.kind !== 'object')) return [];
  if (!last) {
    if (answers) return [];
    const gap = text === '' || text.endsWith('\n') ? '' : '\n';
    return [{ range: at(text.length), newText: gap + stringify({ answers: [answer] }) }];
  }
  const end = last.range.start + text.slice(last.range.start, last.range.end).trimEnd().length;
  const dash = text.lastIndexOf('-', last.range.start);
  const indent = ' '.repeat(dash - (text.lastIndexOf('\n', dash) + 1));
  const lines = stringify([answer]).trimEnd().split('\n');
  return [{ range: at(end), newText: lines.map((line) => `\n${indent}${line}`).join('') }];
}

function answersOf(root: SourceNode | undefined): SourceNode | undefined {
  return root?.kind === 'object' ? valueOf(root, 'answers') : undefined;
}

function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  return node?.kind === 'array' ? node.items : [];
}

function at(offset: number): Range {
  return { start: offset, end: offset };
}
