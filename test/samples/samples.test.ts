import { analyse } from '@stepthrough/analysis';
import { isAslName, parse, syntaxOf } from '@stepthrough/asl';
import { testScenario } from '@stepthrough/simulator';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';

const root = join(import.meta.dirname, '../../samples');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
const scenarios = files.filter((file) => file.includes('.scenario.'));
const hasPython = spawnSync('python3', ['--version']).status === 0;

interface Written {
  readonly starts?: { readonly [name: string]: { readonly expect?: object } };
  readonly expect?: object;
}

describe('the samples', () => {
  it.each(files.filter(isAslName))('%s has no error and no warning', (file) => {
    const document = parse(readFileSync(join(root, file), 'utf8'), syntaxOf(file));
    const serious = analyse(document).filter(({ severity }) =>
      ['error', 'warning'].includes(severity),
    );
    expect(serious).toEqual([]);
  });

  it.each(scenarios)('%s expects something of each start', (file) => {
    const { starts = {}, expect: ofAll } = parseYaml(
      readFileSync(join(root, file), 'utf8'),
    ) as Written;
    const without = Object.entries(starts).filter(([, start]) => !(start.expect ?? ofAll));
    expect(without.map(([name]) => name)).toEqual([]);
  });

  it.for(scenarios)('%s does what it expects', async (file, { skip }) => {
    skip(file.startsWith('hello-lambda') && !hasPython, 'There is no python3 on the PATH.');
    const { problems, cases } = await testScenario(join(root, file));
    expect(problems).toEqual([]);
    expect(cases.map(({ name, failures }) => ({ name, failures }))).toEqual(
      cases.map(({ name }) => ({ name, failures: [] })),
    );
    expect(cases.length).toBeGreaterThan(0);
  });
});
