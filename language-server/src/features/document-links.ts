import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type AslDocument,
  isAslName,
  parse,
  type Range,
  type SourceNode,
  type State,
  type StringNode,
  valueOf,
  walkStates,
} from '@stepthrough/asl';
import type { DocumentLink } from 'vscode-languageserver';
import { type Files, pathOf } from '../files.ts';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';
import { isScenario, machineName, scenarioTree } from '../scenarios.ts';

/** From a nested execution to the machine that it starts, and from a scenario to the machines it names. */
export function documentLinks(files: Files, file: OpenDocument): DocumentLink[] {
  const named = isScenario(file.uri)
    ? namesIn(scenarioTree(file), ({ root }) => namedStrings(root, 'machine'))
    : file.machines.flatMap(({ document }) =>
        namesIn(document, ({ machine }) =>
          machine ? [...walkStates(machine)].flatMap(startedBy) : [],
        ),
      );
  const defined = [...definitionFiles(file), ...filesIn(file), ...handlers(file)];
  if (named.length === 0) return defined;
  const targets = new Map(
    files
      .beside(file.uri)
      .filter(isAslName)
      .map((uri) => [machineName(uri), uri]),
  );
  const started = named.flatMap(({ node, document }) => {
    const name = node.value.split(':').at(-1) ?? '';
    const target = targets.get(name);
    if (target === undefined) return [];
    const range = lspRange(file.source, rangeOfEnd(document, node, name.length));
    return [{ range, target, tooltip: `Open the state machine ${name}` }];
  });
  return [...defined, ...started];
}

/** In a scenario, the definitions and the mock file that it takes, `MockConfigFile.json#TestCase`. */
function filesIn(file: OpenDocument): DocumentLink[] {
  const path = pathOf(file.uri);
  if (path === undefined || !isScenario(file.uri)) return [];
  const { root } = scenarioTree(file);
  return [...namedStrings(root, 'definition'), ...namedStrings(root, 'mocks')].flatMap((node) => {
    const target = join(dirname(path), node.value.replace(/#.*$/, ''));
    if (!existsSync(target)) return [];
    return [{ range: lspRange(file.source, node.range), target: pathToFileURL(target).href }];
  });
}

/** In a scenario, the files of Lambda handlers: `src/pay.handler` stands in `src/pay.mjs` or the like. */
function handlers(file: OpenDocument): DocumentLink[] {
  const path = pathOf(file.uri);
  if (path === undefined || !isScenario(file.uri)) return [];
  return namedStrings(scenarioTree(file).root, 'handler').flatMap((node) => {
    const module = join(dirname(path), node.value.replace(/\.\w+$/, ''));
    const target = handlerTypes.map((type) => module + type).find((each) => existsSync(each));
    if (target === undefined) return [];
    return [{ range: lspRange(file.source, node.range), target: pathToFileURL(target).href }];
  });
}

const handlerTypes = ['.mjs', '.js', '.cjs', '.ts', '.mts', '.py'];

/** In a SAM template, the files that hold the definitions of its machines. */
function definitionFiles({ uri, source, text, syntax, known }: OpenDocument): DocumentLink[] {
  const path = pathOf(uri);
  if (path === undefined || !text.includes('DefinitionUri')) return [];
  return namedStrings(parse(text, syntax, known).root, 'DefinitionUri').flatMap((node) => {
    const target = join(dirname(path), node.value);
    if (!existsSync(target)) return [];
    return [{ range: lspRange(source, node.range), target: pathToFileURL(target).href }];
  });
}

function startedBy(state: State): readonly StringNode[] {
  if (state.type !== 'Task' || !/:states:startExecution/.test(state.resource?.value ?? ''))
    return [];
  const request = valueOf(state.node, 'Parameters') ?? valueOf(state.node, 'Arguments');
  const machine = request?.kind === 'object' ? valueOf(request, 'StateMachineArn') : undefined;
  return machine?.kind === 'string' ? [machine] : [];
}

/** The strings that stand under a key, wherever it is. */
function namedStrings(node: SourceNode | undefined, name: string): readonly StringNode[] {
  if (node?.kind === 'array') return node.items.flatMap((item) => namedStrings(item, name));
  if (node?.kind !== 'object') return [];
  return node.properties.flatMap(({ key, value }) =>
    key.value === name && value?.kind === 'string' ? [value] : namedStrings(value, name),
  );
}

interface WrittenName {
  readonly document: AslDocument;
  readonly node: StringNode;
}

function namesIn(
  document: AslDocument,
  find: (document: AslDocument) => readonly StringNode[],
): readonly WrittenName[] {
  return find(document).map((node) => ({ document, node }));
}

/** Where the last characters of a string are written. */
function rangeOfEnd({ layout }: AslDocument, node: StringNode, length: number): Range {
  const start = layout.offsetInString(node, node.value.length - length);
  return { start, end: layout.offsetInString(node, node.value.length) };
}
