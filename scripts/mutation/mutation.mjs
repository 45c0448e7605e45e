// Plants small faults in a room, one at a time, and tells which of them no test notices:
// `npm run mutation -- [--one-in N] ROOM [FILE…]`, e.g. `expressions`, `asl/edit`, `services/sqs path-mapping.ts`.
// Of a large room every Nth fault alone tells how good its tests are, within some hundredths.
// The copy in which StrykerJS works, and what it remembers of the last run, lie in test-results/mutation.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { isSampled } from './sample.mjs';

const root = join(import.meta.dirname, '../..');
const results = join(root, 'test-results/mutation');

/**
 * Percent of a room's faults that its tests must notice; elsewhere `usualFloor`.
 * @type {{ readonly [room: string]: number }}
 */
const floors = {
  expressions: 85,
  interpreter: 85,
  'asl/edit': 85,
  'services/sqs': 85,
  'services/apigateway': 85,
  'debug-adapter/run': 85,
  'debug-adapter/breakpoints': 85,
};
const usualFloor = 75;

/**
 * Where the tests of a room are: the quickest that come to most of it.
 * @type {{ readonly [room: string]: readonly string[] }}
 */
const testFolders = {
  services: ['services', 'simulator'],
  scenario: ['scenario', 'simulator'],
  collections: ['collections', 'simulator'],
  simulator: ['simulator', 'bounds'],
};

/**
 * Programs of their own, which run the code without faults, and long searches: a fault that they alone
 * notice counts as survived.
 */
const except = [
  'test/webview/browser/**',
  '**/{fuzz,total,busy,port,liveness,neovim,orphans,growth,conversations}.test.ts',
  '**/{in-flight,hostile-templates,edit-properties,properties,fast-reading}.test.ts',
];

/**
 * @typedef {object} Mutant
 * @property {string} id
 * @property {string} status
 * @property {string} mutatorName
 * @property {string} [replacement]
 * @property {{ start: Point, end: Point }} location
 * @typedef {{ line: number, column: number }} Point
 * @typedef {{ [file: string]: { source: string, mutants: Mutant[] } }} Report
 */

/**
 * StrykerJS's words for the end of a fault, as this script counts them.
 * @type {{ readonly [status: string]: 'killed' | 'survived' }}
 */
const outcomes = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
};

const { values, positionals } = parseArgs({
  options: { 'one-in': { type: 'string', default: '1' } },
  allowPositionals: true,
});
const oneIn = Number(values['one-in']);
if (!Number.isInteger(oneIn) || oneIn < 1) fail('--one-in takes a whole number from 1.');
const [room, ...names] = positionals;
if (room === undefined) fail('Which room? npm run mutation -- ROOM [FILE…], e.g. expressions');
const folder = sourceFolder(room);
const files = sourceFiles(folder, names);
const report = plantFaults(room, files);
const { score, faults } = printTable(report);
printSurvivors(report);
const floor = floors[room] ?? floors[room.split('/')[0] ?? ''] ?? usualFloor;
const sampled = oneIn === 1 ? '' : `, one in ${oneIn},`;
console.log(
  `\n${score.toFixed(1)} % of ${faults} faults${sampled} were noticed (floor: ${floor} %).`,
);
if (score < floor) process.exitCode = 1;

/**
 * The folder of a room, of a part of it (`asl/edit`), or as it is written (`packages/asl/src/edit`).
 * @param {string} name
 */
function sourceFolder(name) {
  const [first = '', ...rest] = name.split('/');
  const inside = ['src', ...rest].join('/');
  const places = [`packages/${first}/${inside}`, `${first}/${inside}`, name];
  const nested = readdirSync(join(root, 'packages')).map(
    (other) => `packages/${other}/src/${name}`,
  );
  const place = [...places, ...nested].find((path) => existsSync(join(root, path)));
  return place ?? fail(`There is no room ${name}: none of ${places.join(', ')} exists.`);
}

/**
 * Those files of a folder that are named: by their path in it, or by their own name.
 * @param {string} path
 * @param {readonly string[]} wanted
 */
function sourceFiles(path, wanted) {
  const all = readdirSync(join(root, path), { encoding: 'utf8', recursive: true })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('generated'))
    .map((file) => join(path, file))
    .sort();
  if (wanted.length === 0) return all;
  return wanted.flatMap((name) => {
    const found = all.filter(
      (file) => basename(file) === name || file === name || file === join(path, name),
    );
    return found.length > 0 ? found : fail(`${path} has no file ${name}.`);
  });
}

/**
 * Runs StrykerJS and gives its report on the files, in the form of mutation-testing-report-schema.
 * @param {string} name
 * @param {readonly string[]} mutate
 * @returns {Report}
 */
function plantFaults(name, mutate) {
  const id = name.replaceAll('/', '-');
  const sandboxes = join(results, 'sandboxes');
  const reportFile = join(results, `${id}.json`);
  const configFile = join(results, `${id}.config.json`);
  const [first = ''] = name.replace(/^packages\//, '').split('/');
  const tests = (testFolders[name] ?? testFolders[first] ?? [first]).map((test) => `test/${test}`);
  mkdirSync(sandboxes, { recursive: true });
  linkShared(sandboxes);
  rmSync(reportFile, { force: true });
  writeFileSync(
    configFile,
    JSON.stringify({
      testRunner: 'loaded-once',
      plugins: [join(import.meta.dirname, 'runner.mjs')],
      loadedOnce: { tests, except, oneIn },
      mutate,
      // A fault in a table that is made on loading would need a new process for each.
      coverageAnalysis: 'perTest',
      ignoreStatic: true,
      // On two cores a second one made it slower.
      concurrency: 1,
      timeoutMS: 1000,
      timeoutFactor: 1.2,
      // A sample is nothing to go on from.
      incremental: oneIn === 1,
      incrementalFile: join(results, `${id}.incremental.json`),
      tempDirName: sandboxes,
      cleanTempDir: 'always',
      ignorePatterns: ['dist', '.types', 'test-results', '*.vsix'],
      reporters: process.stdout.isTTY ? ['json', 'progress'] : ['json'],
      jsonReporter: { fileName: reportFile },
      logLevel: 'warn',
      thresholds: { break: null },
    }),
  );
  const { status } = spawnSync(
    nodeForStryker(),
    [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', configFile],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0 || !existsSync(reportFile)) {
    fail(`StrykerJS ended with ${status} before it wrote its report.`);
  }
  /** @type {{ files: Report }} */
  const { files: all } = JSON.parse(readFileSync(reportFile, 'utf8'));
  return Object.fromEntries(
    Object.entries(all)
      .filter(([file]) => mutate.includes(relative(root, join(root, file))))
      .map(([file, { source, mutants }]) => {
        return [file, { source, mutants: mutants.filter((mutant) => isSampled(mutant, oneIn)) }];
      }),
  );
}

/**
 * Recordings lie beside the tree; tests look for them beside the copy.
 * @param {string} sandboxes
 */
function linkShared(sandboxes) {
  const shared = join(root, '../shared');
  const link = join(sandboxes, 'shared');
  rmSync(link, { force: true });
  if (existsSync(shared)) symlinkSync(shared, link);
}

/** StrykerJS needs Node 22; the workspace brings one. */
function nodeForStryker() {
  const [major] = process.versions.node.split('.');
  return Number(major) >= 22 ? process.execPath : join(root, 'node_modules/node/bin/node');
}

/**
 * One row a file, worst first. A static fault, in what a file makes when it is loaded, is not tried.
 * @param {Report} files
 */
function printTable(files) {
  const rows = Object.entries(files).map(([file, { mutants }]) => {
    const count = (/** @type {string} */ outcome) =>
      mutants.filter(({ status }) => outcomes[status] === outcome).length;
    return {
      file: relative(join(root, folder), join(root, file)),
      killed: count('killed'),
      survived: count('survived'),
      uncovered: mutants.filter(({ status }) => status === 'NoCoverage').length,
      static: mutants.filter(({ status }) => status === 'Ignored').length,
    };
  });
  const sum = (/** @type {'killed' | 'survived' | 'uncovered' | 'static'} */ key) =>
    rows.reduce((total, row) => total + row[key], 0);
  /** @param {{ killed: number, survived: number }} counts */
  const percent = ({ killed, survived }) =>
    killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
  rows.sort((one, other) => percent(one) - percent(other));
  const widest = Math.max(...rows.map(({ file }) => file.length), 5);
  console.log(`\n${'file'.padEnd(widest)}   killed  survived  (uncovered)  static       %`);
  const all = {
    file: 'all',
    killed: sum('killed'),
    survived: sum('survived'),
    uncovered: sum('uncovered'),
    static: sum('static'),
  };
  for (const row of [...rows, all]) {
    const cells = [
      String(row.killed).padStart(8),
      String(row.survived).padStart(10),
      String(row.uncovered).padStart(13),
      String(row.static).padStart(8),
      percent(row).toFixed(1).padStart(8),
    ];
    console.log(`${row.file.padEnd(widest)} ${cells.join('')}`);
  }
  return { score: percent(all), faults: all.killed + all.survived };
}

/**
 * Each fault that no test noticed: where it is, and what became what.
 * @param {Report} files
 */
function printSurvivors(files) {
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const { status, location, replacement, mutatorName } of mutants) {
      if (outcomes[status] !== 'survived') continue;
      const { start, end } = location;
      const last = start.line === end.line ? end.column - 1 : undefined;
      const was = lines[start.line - 1]?.slice(start.column - 1, last) ?? '';
      const mark = status === 'NoCoverage' ? ' (no test comes here)' : '';
      console.log(
        `${file}:${start.line}:${start.column} ${brief(was)} → ${brief(replacement ?? mutatorName)}${mark}`,
      );
    }
  }
}

/** @param {string} text */
function brief(text) {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(2);
}
