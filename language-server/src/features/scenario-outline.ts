import type { ScenarioOutline } from '@stepthrough/protocol';
import { valueOf } from '@stepthrough/asl';
import type { Files } from '../files.ts';
import { scenarioTree } from '../scenarios.ts';

/** What a test explorer shows of a scenario file; `null` when there is no such file, or none that is read. */
export function scenarioOutline(files: Files, uri: string): ScenarioOutline | null {
  const file = files.find(uri);
  if (!file) return null;
  const { root } = scenarioTree(file);
  const starts = root?.kind === 'object' ? valueOf(root, 'starts') : undefined;
  const definition = root?.kind === 'object' ? valueOf(root, 'definition') : undefined;
  return {
    starts:
      starts?.kind === 'object'
        ? starts.properties.map(({ key }) => ({
            name: key.value,
            line: file.source.positionAt(key.range.start).line,
          }))
        : [],
    ...(definition?.kind === 'string' && { definition: definition.value }),
  };
}
