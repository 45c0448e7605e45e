/** Lists that are kept by hand in texts, beside what they list. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../cli/src/commands.ts';
import { features } from '../../language-server/src/features/table.ts';
import { root } from './sources.ts';

function text(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function found(path: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text(path).matchAll(pattern)].map(([, name = '']) => name))].sort();
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => basename(name, ending))
    .sort();
}

describe('the commands of the command line', () => {
  const names = Object.keys(commands).sort();

  it('are those that README shows', () => {
    expect(found('README.md', /stepthrough (run|[a-z]+(?:-[a-z]+)*)(?= [\w-]+[./]| --)/g)).toEqual(
      names,
    );
  });

  it('are each run by a test', () => {
    const running = filesIn('test/cli', '.ts').map((name) => text(`test/cli/${name}.ts`));
    expect(names.filter((name) => !running.some((each) => each.includes(`'${name}'`)))).toEqual([]);
  });

  it('are those of the row of ARCHITECTURE.md', () => {
    const row = /^\| `cli` .*$/m.exec(text('ARCHITECTURE.md'))?.[0] ?? '';
    for (const name of names) {
      expect(row).toMatch(
        new RegExp(name.replace(/^(?:language-server|debug-adapter)$/, 'both servers')),
      );
    }
  });
});

describe('the samples', () => {
  const folders = readdirSync(join(root, 'samples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

  it('are those of their README', () => {
    expect(found('samples/README.md', /^\| \[([\w-]+)\]/gm)).toEqual(folders);
  });

  it.each(folders)('%s has a README, a definition and a scenario', (folder) => {
    const files = readdirSync(join(root, 'samples', folder), { recursive: true, encoding: 'utf8' });
    expect(files).toContain('README.md');
    expect(files.some((file) => /\.asl\.(?:json|ya?ml)$/.test(file))).toBe(true);
    expect(files.some((file) => /\.scenario\.(?:json|ya?ml)$/.test(file))).toBe(true);
  });
});

it('the features of the language server are those of their table', () => {
  const files = filesIn('language-server/src/features', '.ts').filter((name) => name !== 'table');
  const listed = [
    ...found('language-server/src/features/table.ts', /from '\.\/([\w-]+)\.ts'/g),
    // It is pushed, not asked for.
    'diagnostics',
  ].sort();
  expect(files).toEqual(listed);
});

it('each request of the language server is asked by a test', () => {
  const asking = filesIn('test/language-server', '.ts').map((name) =>
    text(`test/language-server/${name}.ts`),
  );
  const isAsked = (method: string): boolean =>
    asking.some((source) => source.includes(`'${method}'`));
  expect(features.map(({ method }) => method).filter((method) => !isAsked(method))).toEqual([]);
});

it('the handlers of the debug adapter are those of its dispatch table', () => {
  const used = readdirSync(join(root, 'debug-adapter/src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => found(join('debug-adapter/src', file), /handlers\/([\w-]+)\.ts'/g));
  expect(filesIn('debug-adapter/src/handlers', '.ts')).toEqual([...new Set(used)].sort());
});

it('each request of the debug adapter is asked by a test', () => {
  const folder = 'test/debug-adapter';
  const asking = [
    ...filesIn(folder, '.ts').map((name) => text(`${folder}/${name}.ts`)),
    ...filesIn(`${folder}/conversations`, '.txt').map((name) =>
      text(`${folder}/conversations/${name}.txt`),
    ),
  ];
  const requests = found(
    'debug-adapter/src/protocol/requests.ts',
    /^ {2}readonly '?([\w.]+)'?: (?:Exchange<|\{)/gm,
  );
  expect(requests).toContain('stepthrough.start');
  const isAsked = (name: string): boolean =>
    asking.some((source) => source.includes(`'${name}'`) || source.includes(`\n> ${name}`));
  expect(requests.filter((name) => !isAsked(name))).toEqual([]);
});

it('each rule has a file that the list of rules imports', () => {
  const folder = join(root, 'packages/analysis/src/rules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/') && file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));
  const listed = found('packages/analysis/src/rules/index.ts', /from '\.\/([\w/-]+)\.ts'/g);
  const helpers = files.filter((file) => !listed.includes(file));
  const isUsed = (file: string): boolean =>
    files.some((each) =>
      text(`packages/analysis/src/rules/${each}.ts`).includes(`${basename(file)}.ts'`),
    );
  expect(helpers.filter((file) => !isUsed(file))).toEqual([]);
});

it('the benches are those that CONTRIBUTING names', () => {
  const line = /npm run bench -- NAME` measures one room \(([^)]*)\)/.exec(text('CONTRIBUTING.md'));
  const named = [...(line?.[1] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
  const names = found('test/bench/main.ts', /^ {2}'?([\w-]+)'?: async \(\) =>/gm);
  expect(named.sort()).toEqual(names);
});

it('the parts of npm test are those that CONTRIBUTING names', () => {
  const [, parts = ''] = /--only unit` \(or ([^)]*)\)/.exec(text('CONTRIBUTING.md')) ?? [];
  const named = [...parts.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name);
  const names = found('scripts/test.mjs', /^ {2}(\w+): \(\) => (?:step|vitest|withChromium)/gm);
  expect([...named, 'unit', 'build'].sort()).toEqual(names);
});

it.each([
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'docs/SCENARIOS.md',
  'docs/SEMANTICS.md',
])('the files that %s names are there', (path) => {
  const named = found(
    path,
    /`((?:packages|debug-adapter|language-server|webview|extension|cli|test|scripts|samples|docs)\/[\w./-]+)`/g,
  );
  const isPattern = (file: string): boolean => /[A-Z]{3,}/.test(file.replace(/\.md$/, ''));
  const gone = named.filter(
    (file) =>
      !isPattern(file) && !existsSync(join(root, file)) && !existsSync(join(root, `${file}.ts`)),
  );
  expect(gone).toEqual([]);
});
