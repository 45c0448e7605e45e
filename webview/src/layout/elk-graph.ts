/** One scope in ELK's terms, and ELK's answer in ours. */
import type { ElkEdgeSection, ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js';
import type { Box, Point } from './geometry.ts';
import type { Line, Placed } from './scope-nodes.ts';
import { errorPort, labelSize, layerGap } from './sizes.ts';

export interface Route {
  readonly points: readonly Point[];
  readonly label: Point | undefined;
  /** Where there is less room for the label than it wants. */
  readonly labelWidth?: number;
}

export function toElk(nodes: readonly Placed[], lines: readonly Line[]): ElkNode {
  return {
    id: 'scope',
    layoutOptions: {
      ...options,
      // Straighter main lines, at a cost that only small scopes can bear.
      'elk.layered.nodePlacement.strategy':
        nodes.length <= 60 ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF',
    },
    children: nodes.map(elkNode),
    edges: lines.map(elkEdge),
  };
}

export function readElk(result: ElkNode): {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly routes: ReadonlyMap<string, Route>;
} {
  const boxes = new Map<string, Box>();
  for (const { id, x = 0, y = 0, width = 0, height = 0 } of result.children ?? []) {
    boxes.set(id, { x, y, width, height });
  }
  const routes = new Map<string, Route>();
  for (const { id, sections, labels } of result.edges ?? []) {
    const [section] = sections ?? [];
    const [label] = labels ?? [];
    if (section) routes.set(id, { points: pointsOf(section), label: label && centreOf(label) });
  }
  return { boxes, routes };
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  // Keeps left and right as they are when a state is inserted.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  'elk.layered.considerModelOrder.components': 'MODEL_ORDER',
  'elk.spacing.componentComponent': '60',
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(layerGap),
  'elk.layered.spacing.edgeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '22',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '2',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

function elkNode({ id, size: { width, height } }: Placed): ElkNode {
  const port = (name: string, side: string, x: number, y: number): ElkPort => ({
    id: `${name} ${id}`,
    x,
    y,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': side },
  });
  return {
    id,
    width,
    height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: [
      port('in', 'NORTH', width / 2, 0),
      port('out', 'SOUTH', width / 2, height),
      // Errors leave at the right of the bottom, beside what goes well.
      port('error', 'SOUTH', width - errorPort, height),
    ],
  };
}

function elkEdge({ id, source, target, transition, label }: Line): ElkExtendedEdge {
  return {
    id,
    sources: [`${transition.kind === 'catch' ? 'error' : 'out'} ${source}`],
    targets: [`in ${target}`],
    layoutOptions: {
      'elk.layered.priority.straightness': String(straightness[transition.kind]),
    },
    ...(label === ''
      ? {}
      : {
          labels: [
            {
              text: label,
              ...labelSize(label),
              layoutOptions: { 'elk.edgeLabels.inline': 'true' },
            },
          ],
        }),
  };
}

/** The happy path is to be a straight line, if need be at the cost of the others. */
const straightness = { start: 10, next: 10, end: 4, default: 6, choice: 4, catch: 1 } as const;

function pointsOf({ startPoint, bendPoints = [], endPoint }: ElkEdgeSection): Point[] {
  return [startPoint, ...bendPoints, endPoint];
}

function centreOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
