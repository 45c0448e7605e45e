// Stands in for `vitest` while faults are planted: collects the tests of all files once, so that each
// fault costs the run of the tests that come to it and nothing else. What is compared and mocked is
// Vitest's own.
import { format } from 'node:util';

/**
 * @typedef {(...args: any[]) => unknown} Callback
 * @typedef {{ beforeAll: Callback[], afterAll: Callback[], beforeEach: Callback[], afterEach: Callback[] }} Hooks
 * @typedef {{ name: string, parent: Suite | undefined, hooks: Hooks, skip: boolean }} Suite
 * @typedef {{ id: string, name: string, file: string, suite: Suite, run: Callback, skip: boolean }} Test
 */

/**
 * Every test that was collected, by its id, in order.
 * @type {Map<string, Test>}
 */
export const tests = new Map();

/** @type {Callback[]} */
let finishing = [];
/** @type {Suite} */
let current = suiteOf('', undefined, false);
let file = '';

/**
 * Collects the tests that loading a file declares.
 * @param {string} path
 * @param {() => Promise<unknown>} load
 */
export async function collectFrom(path, load) {
  file = path;
  current = suiteOf('', undefined, false);
  await load();
}

/**
 * Runs tests in their order, `beforeAll` of their suites included, until one fails.
 * @param {readonly Test[]} chosen
 * @param {{ before?: (test: Test) => void, done: (test: Test, milliseconds: number, error?: unknown) => void, bail: boolean }} told
 */
export async function runTests(chosen, told) {
  /** @type {Suite[]} */
  let open = [];
  try {
    for (const test of chosen) {
      const start = performance.now();
      told.before?.(test);
      const error = await failureOf(async () => {
        open = await enter(open, test.suite);
        await runOne(test);
      });
      told.done(test, performance.now() - start, error);
      if (error !== undefined && told.bail) return;
    }
  } finally {
    await failureOf(async () => void (await enter(open, undefined)));
  }
}

/** @param {Test} test */
async function runOne(test) {
  finishing = [];
  const suites = pathOf(test.suite);
  const error = await failureOf(async () => {
    for (const { hooks } of suites) for (const hook of hooks.beforeEach) await hook();
    await test.run();
  });
  const late = await failureOf(async () => {
    for (const { hooks } of suites.toReversed()) for (const hook of hooks.afterEach) await hook();
    for (const hook of finishing.toReversed()) await hook();
  });
  if (error !== undefined || late !== undefined) throw error ?? late;
}

/**
 * Leaves the suites that a test is not in, enters those that it is in.
 * @param {readonly Suite[]} open
 * @param {Suite | undefined} suite
 */
async function enter(open, suite) {
  const path = suite === undefined ? [] : pathOf(suite);
  for (const left of open.filter((one) => !path.includes(one)).toReversed()) {
    for (const hook of left.hooks.afterAll) await hook();
  }
  for (const entered of path.filter((one) => !open.includes(one))) {
    for (const hook of entered.hooks.beforeAll) await hook();
  }
  return path;
}

/**
 * @param {() => Promise<void>} work
 * @returns {Promise<unknown>} undefined if all went well
 */
async function failureOf(work) {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error ?? new Error('undefined was thrown');
  }
}

/** @param {Suite} suite */
function pathOf(suite) {
  /** @type {Suite[]} */
  const path = [];
  for (let at = /** @type {Suite | undefined} */ (suite); at !== undefined; at = at.parent) {
    path.unshift(at);
  }
  return path;
}

/**
 * @param {string} name
 * @param {Suite | undefined} parent
 * @param {boolean} skip
 * @returns {Suite}
 */
function suiteOf(name, parent, skip) {
  return {
    name,
    parent,
    skip,
    hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] },
  };
}

/**
 * @param {string} name
 * @param {Callback} declare
 * @param {boolean} skip
 */
function declareSuite(name, declare, skip) {
  const outer = current;
  current = suiteOf(name, outer, skip || outer.skip);
  declare();
  current = outer;
}

/**
 * @param {string} name
 * @param {Callback} run
 * @param {boolean} skip
 */
function declareTest(name, run, skip) {
  const full = [...pathOf(current).map((suite) => suite.name), name].filter(Boolean).join(' > ');
  const base = `${file}#${full}`;
  let id = base;
  for (let again = 2; tests.has(id); again += 1) id = `${base} (${again})`;
  tests.set(id, { id, name: full, file, suite: current, run, skip: skip || current.skip });
}

/**
 * `describe` or `it`, with `each`, `skip` and `skipIf`.
 * @param {(name: string, run: Callback, skip: boolean) => void} declare
 */
function declarer(declare) {
  /** @param {boolean} skip */
  const plain = (skip) => {
    /**
     * @param {string | Function} name
     * @param {any} one
     * @param {any} [other]
     */
    const call = (name, one, other) =>
      declare(
        typeof name === 'function' ? name.name : name,
        typeof one === 'function' ? one : other,
        skip,
      );
    /** @param {readonly unknown[]} rows */
    const each =
      (rows) =>
      /**
       * @param {string} name
       * @param {Callback} run
       */
      (name, run) => {
        for (const [index, row] of rows.entries()) {
          const args = Array.isArray(row) ? row : [row];
          declare(titleOf(name, args, index), () => run(...args), skip);
        }
      };
    return Object.assign(call, { each });
  };
  return Object.assign(plain(false), {
    skip: plain(true),
    /** @param {unknown} condition */
    skipIf: (condition) => plain(Boolean(condition)),
    /** @param {unknown} condition */
    runIf: (condition) => plain(!condition),
  });
}

/**
 * @param {string} name with `%s` and friends, or `$member`
 * @param {readonly any[]} args
 * @param {number} index
 */
function titleOf(name, args, index) {
  const numbered = name.replaceAll('%#', String(index));
  const named = numbered.replaceAll(/\$(\w+)/g, (whole, member) =>
    args[0] !== null && typeof args[0] === 'object' && member in args[0]
      ? String(args[0][member])
      : whole,
  );
  const wanted = named.match(/%[sdifjoO]/g)?.length ?? 0;
  return format(named, ...args.slice(0, wanted));
}

/**
 * @param {keyof Hooks} kind
 * @returns {(hook: Callback) => void}
 */
const hooked = (kind) => (hook) => {
  current.hooks[kind].push(hook);
};

export const describe = declarer(declareSuite);
export const it = declarer(declareTest);
export const test = it;
export const suite = describe;
export const beforeAll = hooked('beforeAll');
export const afterAll = hooked('afterAll');
export const beforeEach = hooked('beforeEach');
export const afterEach = hooked('afterEach');
/** @param {Callback} hook */
export const onTestFinished = (hook) => {
  finishing.push(hook);
};
