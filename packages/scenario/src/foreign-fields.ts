/** Fields that a mock file has beside those that Step Functions Local reads. */
import { valueOf, type SourceNode } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import type { ObjectNode, Problem } from './nodes.ts';
import { scenarioShape } from './scenario-shape.ts';

/**
 * A file with `StateMachines` and without `scenario` is written for Step Functions Local, which passes
 * over what it does not know: so do we, with a warning. Of other files `known` is the whole root.
 */
export function withoutForeign(root: SourceNode): {
  readonly known: SourceNode;
  readonly warnings: readonly Problem[];
} {
  if (root.kind !== 'object' || !isMockFile(root)) return { known: root, warnings: [] };
  const isKnown = ({ key }: ObjectNode['properties'][number]): boolean =>
    member(scenarioShape.fields, key.value) !== undefined;
  return {
    known: { ...root, properties: root.properties.filter(isKnown) },
    warnings: root.properties
      .filter((property) => !isKnown(property))
      .map(({ key }) => ({
        message: `A mock file has no field "${key.value}"; it is passed over.`,
        range: key.range,
      })),
  };
}

function isMockFile(root: ObjectNode): boolean {
  return valueOf(root, 'StateMachines') !== undefined && valueOf(root, 'scenario') === undefined;
}
