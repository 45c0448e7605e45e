/** The machines that the interpreter and its peers run. */
import type { Json } from '@stepthrough/asl';

export interface BenchCase {
  readonly name: string;
  readonly definition: Json;
  readonly input: Json;
  /** How many states a run enters. */
  readonly transitions: number;
  /** The bare work that the run cannot do without: this many evaluations of these expressions. */
  readonly limit?: { readonly expressions: readonly string[]; readonly times: number };
  /** Whether the events are nearly all in the histories of child executions, which are not kept. */
  readonly hasChildHistories?: boolean;
  /** Names of peers that have what the machine needs. */
  readonly peers: readonly PeerName[];
}

export type PeerName = 'aws-local-stepfunctions' | '@wmfs/statebox';

const allPeers: readonly PeerName[] = ['aws-local-stepfunctions', '@wmfs/statebox'];
const localOnly: readonly PeerName[] = ['aws-local-stepfunctions'];

const pass = { Type: 'Pass', End: true };
const items = (count: number): Json => Array.from({ length: count }, (_, index) => ({ index }));

export function jsonPathLoop(times: number): BenchCase {
  return {
    name: `loop of ${times}, JSONPath`,
    definition: {
      StartAt: 'More',
      States: {
        More: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericLessThan: times, Next: 'Add' }],
          Default: 'Done',
        },
        Add: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'More' },
        Done: { Type: 'Succeed' },
      },
    },
    input: { n: 0 },
    transitions: 2 * times + 2,
    peers: localOnly,
  };
}

export function jsonataLoop(times: number): BenchCase {
  return {
    name: `loop of ${times}, JSONata`,
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'More',
      States: {
        More: {
          Type: 'Choice',
          Choices: [{ Condition: `{% $states.input.n < ${times} %}`, Next: 'Add' }],
          Default: 'Done',
        },
        Add: { Type: 'Pass', Output: { n: '{% $states.input.n + 1 %}' }, Next: 'More' },
        Done: { Type: 'Succeed' },
      },
    },
    input: { n: 0 },
    transitions: 2 * times + 2,
    limit: { expressions: [`$states.input.n < ${times}`, '$states.input.n + 1'], times },
    peers: [],
  };
}

export function variableLoop(times: number): BenchCase {
  return {
    name: `loop of ${times}, variables`,
    definition: {
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Assign: { n: 0 }, Next: 'More' },
        More: {
          Type: 'Choice',
          Choices: [{ Variable: '$n', NumericLessThan: times, Next: 'Add' }],
          Default: 'Done',
        },
        Add: { Type: 'Pass', Assign: { 'n.$': 'States.MathAdd($n, 1)' }, Next: 'More' },
        Done: { Type: 'Succeed' },
      },
    },
    input: {},
    transitions: 2 * times + 3,
    peers: [],
  };
}

export function chain(length: number): BenchCase {
  const states = Array.from({ length }, (_, index): [string, Json] => [
    `S${index}`,
    index === length - 1 ? pass : { Type: 'Pass', Next: `S${index + 1}` },
  ]);
  return {
    name: `chain of ${length}`,
    definition: { StartAt: 'S0', States: Object.fromEntries(states) },
    input: { order: { id: 1 } },
    transitions: length,
    peers: allPeers,
  };
}

export function inlineMap(count: number): BenchCase {
  return {
    name: `inline Map over ${count}`,
    definition: {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemsPath: '$',
          ...processor({ Mode: 'INLINE' }, 'Iterator'),
          End: true,
        },
      },
    },
    input: items(count),
    transitions: count + 1,
    peers: allPeers,
  };
}

export function distributedMap(count: number): BenchCase {
  const config = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' };
  return {
    name: `distributed Map over ${count}`,
    definition: {
      StartAt: 'Each',
      States: { Each: { Type: 'Map', ...processor(config, 'ItemProcessor'), End: true } },
    },
    input: items(count),
    transitions: count + 1,
    hasChildHistories: true,
    peers: [],
  };
}

/** The older field name is the one that both peers know; only `ItemProcessor` may have a mode. */
function processor(
  config: Json,
  field: 'Iterator' | 'ItemProcessor',
): { readonly [name: string]: Json } {
  const scope = { StartAt: 'One', States: { One: pass } };
  return { [field]: field === 'Iterator' ? scope : { ProcessorConfig: config, ...scope } };
}

export function parallel(branches: number): BenchCase {
  const branch = {
    StartAt: 'A',
    States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'C' }, C: pass },
  };
  return {
    name: `Parallel of ${branches} branches`,
    definition: {
      StartAt: 'All',
      States: {
        All: {
          Type: 'Parallel',
          Branches: Array.from({ length: branches }, () => branch),
          End: true,
        },
      },
    },
    input: { order: 1 },
    transitions: 3 * branches + 1,
    peers: allPeers,
  };
}

export function nesting(depth: number): BenchCase {
  let scope: Json = { StartAt: 'In', States: { In: pass } };
  for (let level = 0; level < depth; level += 1) {
    const both: Json = { Type: 'Parallel', Branches: [scope], End: true };
    scope = { StartAt: `L${level}`, States: { [`L${level}`]: both } };
  }
  return {
    name: `Parallel in Parallel, ${depth} deep`,
    definition: scope,
    input: { order: 1 },
    transitions: depth + 1,
    peers: allPeers,
  };
}
