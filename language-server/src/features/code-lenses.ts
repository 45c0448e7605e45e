import type { AslDocument } from '@stepthrough/asl';
import type { CodeLens } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';
import type { LensSettings } from '../settings.ts';
import { stateReferences } from '../state-names.ts';

/** The editor's commands behind the lenses; arguments travel as JSON, so a file is the text of its uri. */
const fileCommands = [
  ['$(play) Run', 'stepthrough.run'],
  ['$(debug-alt) Debug', 'stepthrough.debug'],
  ['$(type-hierarchy) Open designer', 'stepthrough.openDesigner'],
] as const;

/** In the first line what can be done with a definition, and if wanted above each state how often it is used. */
export function codeLenses(
  { uri, source, machines }: OpenDocument,
  { showsReferences }: LensSettings,
): CodeLens[] {
  return machines.flatMap(({ document, name }) => {
    if (!document.machine) return [];
    const start = { line: 0, character: 0 };
    const range = { start, end: start };
    const own = fileCommands.map(([title, command]) => ({
      range,
      command: { title, command, arguments: [uri] },
    }));
    // Run, Debug and the designer take files; a definition in a template is none.
    return [
      ...(name === undefined ? own : []),
      ...(showsReferences ? referenceLenses(document, uri, source) : []),
    ];
  });
}

function referenceLenses(
  document: AslDocument,
  uri: string,
  source: OpenDocument['source'],
): CodeLens[] {
  const references = stateReferences(document);
  const counts = new Map<unknown, Map<string, number>>();
  for (const { scope, name, isKey } of references) {
    if (isKey) continue;
    const names = counts.get(scope) ?? new Map<string, number>();
    counts.set(scope, names.set(name, (names.get(name) ?? 0) + 1));
  }
  return references
    .filter(({ isKey }) => isKey)
    .map(({ scope, name, range }) => {
      const count = counts.get(scope)?.get(name) ?? 0;
      const place = lspRange(source, range);
      return {
        range: place,
        command: {
          title: count === 1 ? '1 reference' : `${count} references`,
          command: 'stepthrough.showReferences',
          arguments: [uri, place.start],
        },
      };
    });
}
