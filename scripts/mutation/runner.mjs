// A test runner of StrykerJS that loads the tests once and runs them in its own process. Vitest would
// load them again for each fault, which takes a hundred times as long as to run them.
import { registerHooks } from 'node:module';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { transformSync } from 'esbuild';
import { isSampled } from './sample.mjs';

/**
 * @typedef {import('@stryker-mutator/api/test-runner').TestRunner} TestRunner
 * @typedef {import('@stryker-mutator/api/test-runner').TestResult} TestResult
 * @typedef {import('./collected.mjs').Test} Test
 * @typedef {{ tests: string[], except: string[], oneIn: number }} Wanted
 */

/** Milliseconds that a test may take without a fault. */
const longest = 1000;

const vitest = pathToFileURL(join(import.meta.dirname, 'vitest.mjs')).href;

/** @implements {TestRunner} */
class LoadedOnce {
  static inject = tokens(commonTokens.options);

  /** @type {Wanted} */
  #wanted;
  /** @type {typeof import('./collected.mjs') | undefined} */
  #collected;
  /** What StrykerJS's additions to the code read and write. */
  #faults = (Object(globalThis).__stryker__ ??= {});
  /** @type {unknown} */
  #stray;
  /** Tests that took long without a fault: most faults are noticed before it is their turn. */
  #slow = new Set();

  /** @param {Record<string, any>} options */
  constructor(options) {
    this.#wanted = options['loadedOnce'];
  }

  /**
   * Nothing has to be loaded again: a fault in code that runs on loading as well as in tests is there in tests
   * alone, since `ignoreStatic` is on. StrykerJS would start a new process for each of them.
   */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    // A promise that a fault left behind fails the test in which it breaks.
    process.on('unhandledRejection', (error) => (this.#stray = error ?? new Error('rejected')));
    process.on('uncaughtException', (error) => (this.#stray = error));
    process.env['NODE_ENV'] = 'test';
    process.env['VITEST'] = '1';
    loadFrom(process.cwd());
    const collected = await import('./collected.mjs');
    for (const file of testFiles(process.cwd(), this.#wanted)) {
      await collected.collectFrom(file, () => import(pathToFileURL(file).href));
    }
    this.#collected = collected;
  }

  async dryRun() {
    const all = await this.#run([...this.#tests().values()], false, (test) => {
      this.#faults.currentTestId = test.id;
    });
    this.#faults.currentTestId = undefined;
    const coverage = this.#faults.mutantCoverage;
    for (const { id } of all.filter(isLeftOut)) {
      delete coverage?.perTest[id];
      this.#tests().delete(id);
    }
    const results = all.filter((result) => !isLeftOut(result));
    this.#slow = new Set(results.filter(({ timeSpentMs }) => timeSpentMs > 50).map(({ id }) => id));
    return /** @type {const} */ ({
      status: DryRunStatus.Complete,
      tests: results,
      mutantCoverage: coverage,
    });
  }

  /** @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options */
  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    if (!isSampled(activeMutant, this.#wanted.oneIn)) {
      const errorMessage = 'not of the sample';
      return /** @type {const} */ ({ status: MutantRunStatus.Error, errorMessage });
    }
    const all = this.#tests();
    const asked = testFilter ? testFilter.flatMap((id) => all.get(id) ?? []) : [...all.values()];
    const [quick, slow] = [
      asked.filter(({ id }) => !this.#slow.has(id)),
      asked.filter(({ id }) => this.#slow.has(id)),
    ];
    const chosen = [...quick, ...slow];
    Object.assign(this.#faults, { activeMutant: activeMutant.id, hitLimit, hitCount: 0 });
    const results = await this.#run(chosen, !disableBail);
    this.#faults.activeMutant = undefined;
    const endless = determineHitLimitReached(this.#faults.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results });
  }

  /**
   * @param {Test[]} chosen
   * @param {boolean} bail
   * @param {(test: Test) => void} [before]
   */
  async #run(chosen, bail, before) {
    /** @type {TestResult[]} */
    const results = [];
    await this.#loaded().runTests(
      chosen.filter(({ skip }) => !skip),
      {
        bail,
        before: (test) => {
          this.#stray = undefined;
          before?.(test);
        },
        done: (test, timeSpentMs, thrown) => {
          const { id, name, file: fileName } = test;
          const error = thrown ?? this.#stray;
          const common = { id, name, fileName, timeSpentMs };
          results.push(
            error === undefined
              ? { ...common, status: TestStatus.Success }
              : { ...common, status: TestStatus.Failed, failureMessage: String(error) },
          );
        },
      },
    );
    return results;
  }

  #tests() {
    return this.#loaded().tests;
  }

  #loaded() {
    if (this.#collected === undefined) throw new Error('The tests are not loaded yet.');
    return this.#collected;
  }
}

/**
 * Long searches, with which a fault that loops would be waited for as long as for all of them; and tests
 * that want Vitest's own process, for its timers or to ask again and again.
 * @param {TestResult} result
 */
function isLeftOut(result) {
  return result.status === TestStatus.Failed
    ? result.failureMessage.includes('Vitest failed to access its internal state')
    : result.timeSpentMs > longest;
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'loaded-once', /** @type {any} */ (LoadedOnce)),
];

/** StrykerJS refuses a member of its configuration that no plugin declares. */
export const strykerValidationSchema = { properties: { loadedOnce: { type: 'object' } } };

/**
 * @param {string} copy
 * @param {Wanted} wanted
 */
function testFiles(copy, { tests, except }) {
  return tests
    .flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: copy }))
    .filter((file) => !except.some((pattern) => matchesGlob(file, pattern)))
    .sort()
    .map((file) => join(copy, file));
}

/**
 * Has TypeScript compiled, the packages of the tree taken from the copy with the faults, and `vitest`
 * answered by what collects its tests.
 * @param {string} copy
 */
function loadFrom(copy) {
  const packages = packagesOf(copy);
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'vitest' && context.parentURL !== vitest) {
        return { url: vitest, shortCircuit: true };
      }
      const place = packages(specifier);
      if (place !== undefined) return { url: pathToFileURL(place).href, shortCircuit: true };
      return next(specifier, context);
    },
    load(url, context, next) {
      if (!/\.tsx?$/.test(url) || !url.startsWith('file:')) return next(url, context);
      const path = fileURLToPath(url);
      const { code } = transformSync(withoutMemory(path, readFileSync(path, 'utf8')), {
        loader: path.endsWith('x') ? 'tsx' : 'ts',
        format: 'esm',
        target: 'es2023',
        jsx: 'automatic',
        sourcefile: path,
      });
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}

/**
 * What a compiler remembers of a text it would remember from one fault to the next.
 * @param {string} path
 * @param {string} source
 */
function withoutMemory(path, source) {
  return path.endsWith(join('expressions', 'src', 'outcome.ts'))
    ? source.replace('known.set(text, answer);', '')
    : source;
}

/**
 * @param {string} copy
 * @returns {(specifier: string) => string | undefined} the file of the copy that a name of the tree means
 */
function packagesOf(copy) {
  /** @type {Map<string, string>} */
  const exact = new Map();
  /** @type {[name: string, folder: string][]} */
  const folders = [];
  for (const manifest of globSync(['packages/*/package.json', '*/package.json'], { cwd: copy })) {
    /** @type {{ name: string, exports?: Record<string, string> }} */
    const { name, exports = {} } = JSON.parse(readFileSync(join(copy, manifest), 'utf8'));
    for (const [path, target] of Object.entries(exports)) {
      const place = join(copy, dirname(manifest), target);
      if (path.endsWith('/*')) folders.push([join(name, path.slice(0, -1)), place.slice(0, -1)]);
      else exact.set(join(name, path), place);
    }
  }
  return (specifier) => {
    const found = exact.get(specifier);
    if (found !== undefined) return found;
    const folder = folders.find(([name]) => specifier.startsWith(name));
    return folder && folder[1] + specifier.slice(folder[0].length);
  };
}
