/** Definitions to begin with: random machines, the samples, and real documents where they are at hand. */
import { parse, syntaxOf, toJson, type Json } from '@stepthrough/asl';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machines } from '../interpreter/machines.ts';
import { featuredMachines } from './featured.ts';

export interface Definition {
  /** Its file, or what it is. */
  readonly name: string;
  readonly value: Json;
}

const documents = join(import.meta.dirname, '../../../shared/documents');
const samples = join(import.meta.dirname, '../../samples');

/** Always the same ones in the same order: our own, and those of other authors. */
export function definitions(): {
  readonly own: readonly Definition[];
  readonly real: readonly Definition[];
} {
  // Large ones take long and have nothing that two small ones have not.
  const random = fc
    .sample(machines, { numRuns: 200, seed: 1 })
    .filter((value) => JSON.stringify(value).length < 3_000);
  const own = [
    ...random.map((value, index) => ({ name: `random machine ${index}`, value })),
    ...[...hostile, ...featuredMachines].map((value, index) => ({
      name: `own machine ${index}`,
      value,
    })),
  ];
  const real = [
    ...filesIn(samples)
      .filter((path) => /\.asl\.(?:json|ya?ml)$/.test(path))
      .flatMap(definitionIn),
    ...['valid', 'embedded', 'invalid']
      .map((set) => join(documents, set))
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => filesIn(folder).flatMap(definitionIn)),
  ];
  return { own, real };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function definitionIn(path: string): readonly Definition[] {
  const { root } = parse(readFileSync(path, 'utf8'), syntaxOf(path));
  return root ? [{ name: path, value: toJson(root) }] : [];
}

/** What random machines, which are valid, do not have. */
const hostile: readonly Json[] = [
  loop({
    Type: 'Choice',
    Choices: [{ Variable: '$.x', IsPresent: false, Next: 'A' }],
    Default: 'A',
  }),
  loop({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input %}', Next: 'A' }),
  loop({ Type: 'Wait', Seconds: 2 ** 31, Next: 'A' }),
  caught({ ResultPath: '$.a.b' }, 'JSONPath'),
  caught({ Assign: { 'x.$': '$.nothing' } }, 'JSONPath'),
  caught({ Output: '{% $states.input.nothing %}' }, 'JSONata'),
  caught({ Assign: { x: '{% $nothing %}' } }, 'JSONata'),
];

function loop(state: { readonly [name: string]: Json }): Json {
  return { StartAt: 'A', States: { A: state } };
}

function caught(fields: { readonly [name: string]: Json }, QueryLanguage: string): Json {
  const Catch = [1, 2].map(() => ({ ErrorEquals: ['States.ALL'], ...fields, Next: 'B' }));
  const inner = { StartAt: 'I', States: { I: { Type: 'Fail', Error: 'E' } } };
  const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }];
  const handled = { Retry, Catch, Next: 'B' };
  return {
    QueryLanguage,
    StartAt: 'A',
    States: {
      A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Catch, Next: 'B' },
      B: { Type: 'Parallel', Branches: [inner, inner], ...handled, Next: 'C' },
      C: {
        Type: 'Map',
        ...(QueryLanguage === 'JSONata' ? { Items: [1, 2] } : {}),
        ItemProcessor: inner,
        ...handled,
        End: true,
      },
    },
  };
}
