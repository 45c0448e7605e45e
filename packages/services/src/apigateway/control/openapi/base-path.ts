/** The path before all paths of a definition, and what an import makes of it. */
import { member, type JsonObject } from '@stepthrough/json';
import { objectIn, textIn, type Definition } from './definition.ts';

export const basePathModes = ['ignore', 'prepend', 'split'] as const;

export type BasePathMode = (typeof basePathModes)[number];

/** The parts that come before those of each path. `split` leaves out the first, which names a stage. */
export function basePathParts(definition: Definition, mode: BasePathMode): readonly string[] {
  if (mode === 'ignore') return [];
  const parts = pathParts(basePathOf(definition));
  return mode === 'split' ? parts.slice(1) : parts;
}

/** Slashes at the beginning and the end, and doubled ones, part nothing. */
export function pathParts(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

/**
 * Of OpenAPI 3.0 the first variable `basePath` of a server, whether its address has it or not; else the
 * path of the first server's address.
 */
function basePathOf(definition: Definition): string {
  if (definition.isSwagger) return textIn(definition.root, 'basePath') ?? '';
  const servers = definition.itemsIn(definition.root, 'servers');
  const named = servers.find(({ variables }) => basePathIn(variables ?? null) !== undefined);
  if (named) return basePathIn(named['variables'] ?? null) ?? '';
  const [first = {}] = servers;
  return pathOf(withDefaults(textIn(first, 'url') ?? '', objectIn(first, 'variables')));
}

function basePathIn(variables: JsonObject[string]): string | undefined {
  return textIn(objectIn(objectIn({ variables }, 'variables'), 'basePath'), 'default');
}

function withDefaults(url: string, variables: JsonObject): string {
  return url.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    member(variables, name) === undefined
      ? whole
      : (textIn(objectIn(variables, name), 'default') ?? whole),
  );
}

/** The path of an address, or of one that begins at its host. */
function pathOf(url: string): string {
  return url.replace(/^[A-Za-z][\w+.-]*:\/\/[^/?#]*/, '').replace(/[?#].*$/s, '');
}
