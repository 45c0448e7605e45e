import type { ElkNode } from 'elkjs/lib/elk-api.js';
import ELK from 'elkjs/lib/elk-api.js';
import workerText from 'elk-worker:text';

/**
 * ELK in a worker of its own. VS Code allows workers only from blobs, and loading anything inside
 * one fails, so the worker's whole script is in this bundle.
 */
const elk = new ELK({
  workerFactory: () =>
    new Worker(URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }))),
});

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  // Keeps left and right as they are when a state is inserted.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  'elk.layered.spacing.nodeNodeBetweenLayers': '48',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

export async function layoutWithElk(graph: ElkNode): Promise<ElkNode> {
  return elk.layout({ ...graph, layoutOptions: options });
}
