/** What does not change during a run: machines, scenario, seed, identity. */
import type { AslDocument } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import type { Program } from '@stepthrough/interpreter';
import type { Limits } from './limits.ts';
import type { Scenario } from './scenario/model.ts';

export interface Setting {
  /** By name; the first is the one that starts of the scenario start when they name none. */
  readonly machines: ReadonlyMap<string, Machine>;
  readonly main: Machine;
  readonly scenario: Scenario;
  /** The API models, against which the scenario's answers are checked. */
  readonly catalog: ServiceCatalog;
  readonly seed: number;
  readonly account: string;
  readonly region: string;
  /** Virtual time of the beginning, in milliseconds since the epoch. */
  readonly clockStart: number;
  readonly limits: Limits;
}

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** Path of the definition's file. */
  readonly path: string;
  readonly document: AslDocument;
  readonly program: Program;
  /** What the child executions of a distributed Map state run, by its name. */
  readonly processor: (state: string) => Program;
}

/** The last segment of an ARN, a URL or a plain name: how resources are found across accounts. */
export function resourceName(reference: string): string {
  return reference.split(/[/:]/).at(-1) ?? reference;
}
