import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '@stepthrough/analysis';
import { findEmbeddedMachines, parse, syntaxOf } from '@stepthrough/asl';
import { describe, expect, test } from 'vitest';
import { probeRules } from './probe-rules.ts';
import { isJustified } from './tool-fixtures.ts';
import { services } from './services.ts';

const shared = join(import.meta.dirname, '../../../shared');
const isHere = existsSync(join(shared, 'documents/index.json'));

interface Entry {
  readonly name: string;
  readonly origin: string;
  readonly format: string;
}

const entries = isHere
  ? (JSON.parse(readFileSync(join(shared, 'documents/index.json'), 'utf8')) as Entry[])
  : [];
const byName = new Map(entries.map((entry) => [entry.name, entry]));
const files = (folder: string) => (isHere ? readdirSync(join(shared, folder)) : []);
const read = (folder: string, name: string) => readFileSync(join(shared, folder, name), 'utf8');

/** Published workflows that are defective, by a part of their name. */
const defective: readonly (readonly [part: string, reason: string])[] = [
  ['hyp3__apps__step-function.json.j2', 'a Jinja template, no JSON before it is rendered'],
  ['dynamic-sql-agent-template', 'Items is the placeholder word AGENT_TOOL_LIST'],
  ['supervisor-agent-flow-template', 'a Choice rule is an unfilled placeholder'],
  ['supervisor-with-agentcore', 'Arguments stands in a Map state'],
  ['web-search-agent', 'calls States.Default, which does not exist'],
];

/** Documents of /invalid in which nothing is wrong by AWS's rules. */
const notInvalid: readonly (readonly [part: string, reason: string])[] = [
  ['jsonata-surround-syntax-no-spaces', '{%1%} needs no blanks inside its marks'],
  ['format__bad-format-string', 'States.Format writes an object as text'],
];

const isListed = (list: typeof defective, name: string) =>
  list.some(([part]) => name.includes(part));

function problemsOf(folder: string, name: string) {
  const yaml = byName.get(name)?.format.startsWith('y') ?? syntaxOf(name) === 'yaml';
  return analyse(parse(read(folder, name), yaml ? 'yaml' : 'json'), { services });
}

describe.skipIf(!isHere)('published workflows (skipped without ../shared)', () => {
  for (const set of ['valid', 'embedded']) {
    const real = files(`documents/${set}`).filter(
      (name) => byName.get(name)?.origin !== 'tool-fixture' && !isListed(defective, name),
    );
    test(`no error in the ${real.length} real documents of ${set}`, () => {
      const errors = real.flatMap((name) =>
        problemsOf(`documents/${set}`, name)
          .filter(({ severity }) => severity === 'error')
          .map(({ code, message }) => `${name}: ${code}: ${message}`),
      );
      expect(errors).toEqual([]);
    });
  }

  test('every error in a tool’s own fixtures has its reason', () => {
    const errors = ['valid', 'embedded'].flatMap((set) =>
      files(`documents/${set}`)
        .filter((name) => byName.get(name)?.origin === 'tool-fixture')
        .flatMap((name) =>
          problemsOf(`documents/${set}`, name)
            .filter(({ severity }) => severity === 'error')
            .filter(({ code }) => !isJustified(name, code))
            .map(({ code, message }) => `${name}: ${code}: ${message}`),
        ),
    );
    expect(errors).toEqual([]);
  });

  test('no error in the definitions inside their hosts', () => {
    const errors = files('documents/hosts')
      .filter((name) => /\.(?:json|ya?ml)$/.test(name) && !name.includes('language_extension'))
      .flatMap((name) => findEmbeddedMachines(read('documents/hosts', name), syntaxOf(name)))
      .flatMap(({ document, substitutions }) =>
        analyse(document, { services, ...(substitutions && { substitutions }) }).filter(
          // Templates of tests name resources that are no ARNs.
          ({ severity, code }) => severity === 'error' && code !== 'task.resource',
        ),
      );
    expect(errors).toEqual([]);
  });

  test('every invalid document has an error or a warning', () => {
    const silent = files('documents/invalid').filter(
      (name) =>
        !isListed(notInvalid, name) &&
        !problemsOf('documents/invalid', name).some(
          ({ severity }) => severity === 'error' || severity === 'warning',
        ),
    );
    expect(silent).toEqual([]);
  });
});

describe.skipIf(!isHere)('probes with one defect (skipped without ../shared)', () => {
  test.each(files('probes'))('%s', (name) => {
    expect(probeRules[name.replace(/\.\w+$/, '')] === undefined).toBe(name.startsWith('OK_'));
    const found = problemsOf('probes', name).filter(
      ({ severity }) => severity === 'error' || severity === 'warning',
    );
    const rule = probeRules[name.replace(/\.\w+$/, '')];
    if (rule) expect(found.map(({ code }) => code)).toContain(rule);
    else expect(found).toEqual([]);
  });
});
