/** A scope whose states stand in one line, as most inside Maps and Parallels do, needs no ELK. */
import type { Route } from './elk-graph.ts';
import type { Box, Size } from './geometry.ts';
import type { Line, Placed } from './scope-nodes.ts';
import { layerGap } from './sizes.ts';

/** `undefined` when the scope is no chain. */
export function layoutChain(
  nodes: readonly Placed[],
  lines: readonly Line[],
):
  | (Size & {
      readonly boxes: ReadonlyMap<string, Box>;
      readonly routes: ReadonlyMap<string, Route>;
    })
  | undefined {
  const isChain =
    lines.length === nodes.length - 1 &&
    lines.every(
      ({ source, target, label }, index) =>
        label === '' && source === nodes[index]?.id && target === nodes[index + 1]?.id,
    );
  if (!isChain) return undefined;
  const width = Math.max(...nodes.map(({ size }) => size.width));
  const boxes = new Map<string, Box>();
  let y = 0;
  for (const { id, size } of nodes) {
    boxes.set(id, { x: (width - size.width) / 2, y, ...size });
    y += size.height + layerGap;
  }
  const routes = new Map(
    lines.map(({ id, source, target }) => {
      const from = boxes.get(source);
      const to = boxes.get(target);
      const bottom = (from?.y ?? 0) + (from?.height ?? 0);
      const points = [
        { x: width / 2, y: bottom },
        { x: width / 2, y: to?.y ?? bottom },
      ];
      return [id, { points, label: undefined }] as const;
    }),
  );
  return { boxes, routes, width, height: y - layerGap };
}
