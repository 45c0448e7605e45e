/** Cycles of imports, of types too. */
import { dirname } from 'node:path';
import { roomNamed, roomOf } from './rooms.ts';
import type { SourceFile } from './sources.ts';

/** Who points at whom; a name points at itself nowhere. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Files by their paths. */
export function fileGraph(files: readonly SourceFile[]): Graph {
  return graphOf(
    files.flatMap(({ path, imports }) => imports.map(({ target }) => [path, target] as const)),
  );
}

/** Folders by their paths, as the imports of their files point. A file that lies in `src` itself stands alone. */
export function folderGraph(files: readonly SourceFile[]): Graph {
  return graphOf(
    files.flatMap(({ path, imports }) =>
      imports.map(({ target }) => [folderOf(path), target && folderOf(target)] as const),
    ),
  );
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder.endsWith('/src') ? path : folder;
}

/** Rooms by their names. */
export function roomGraph(files: readonly SourceFile[]): Graph {
  return graphOf(
    files.flatMap(({ path, imports }) =>
      imports.map(({ specifier }) => [roomOf(path), roomNamed(specifier)] as const),
    ),
  );
}

function graphOf(arrows: readonly (readonly [from: string, to: string | undefined])[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of arrows) {
    if (to === undefined || to === from) continue;
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets.add(to));
  }
  return graph;
}

/**
 * The groups in which everything reaches everything: Tarjan's strongly connected components of two and more.
 * @returns each sorted, the largest first
 */
export function cyclesIn(graph: Graph): readonly (readonly string[])[] {
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const groups: string[][] = [];
  const visit = (name: string): number => {
    const number = numbers.size;
    numbers.set(name, number);
    open.push(name);
    let low = number;
    for (const target of graph.get(name) ?? []) {
      if (!numbers.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, numbers.get(target) ?? low);
    }
    if (low === number) groups.push(open.splice(open.indexOf(name)).sort());
    return low;
  };
  for (const name of graph.keys()) if (!numbers.has(name)) visit(name);
  return groups
    .filter(({ length }) => length > 1)
    .sort((a, b) => b.length - a.length || (a.join() < b.join() ? -1 : 1));
}
