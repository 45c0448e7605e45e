import {
  isAslName,
  offsetInString,
  type Range,
  type SourceNode,
  type State,
  type StringNode,
  valueOf,
  walkStates,
} from '@stepthrough/asl';
import type { DocumentLink } from 'vscode-languageserver';
import type { Files } from '../files.ts';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';
import { isScenario, machineName, scenarioTree } from '../scenarios.ts';

/** From a nested execution to the machine that it starts, and from a scenario to the machines it names. */
export function documentLinks(files: Files, file: OpenDocument): DocumentLink[] {
  const named = isScenario(file.uri)
    ? machineNamesIn(scenarioTree(file).root)
    : file.machines.flatMap(({ document }) =>
        document.machine ? [...walkStates(document.machine)].flatMap(startedBy) : [],
      );
  if (named.length === 0) return [];
  const targets = new Map(
    files
      .beside(file.uri)
      .filter(isAslName)
      .map((uri) => [machineName(uri), uri]),
  );
  return named.flatMap((node) => {
    const name = node.value.split(':').at(-1) ?? '';
    const target = targets.get(name);
    if (target === undefined) return [];
    const range = lspRange(file.source, rangeOfEnd(file.text, node, name.length));
    return [{ range, target, tooltip: `Open the state machine ${name}` }];
  });
}

function startedBy(state: State): readonly StringNode[] {
  if (state.type !== 'Task' || !/:states:startExecution/.test(state.resource?.value ?? ''))
    return [];
  const request = valueOf(state.node, 'Parameters') ?? valueOf(state.node, 'Arguments');
  const machine = request?.kind === 'object' ? valueOf(request, 'StateMachineArn') : undefined;
  return machine?.kind === 'string' ? [machine] : [];
}

function machineNamesIn(node: SourceNode | undefined): readonly StringNode[] {
  if (node?.kind === 'array') return node.items.flatMap(machineNamesIn);
  if (node?.kind !== 'object') return [];
  return node.properties.flatMap(({ key, value }) =>
    key.value === 'machine' && value?.kind === 'string' ? [value] : machineNamesIn(value),
  );
}

/** Where the last characters of a string are written. */
function rangeOfEnd(text: string, node: StringNode, length: number): Range {
  const start = offsetInString(text, node, node.value.length - length);
  return { start, end: offsetInString(text, node, node.value.length) };
}
