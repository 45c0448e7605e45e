// What esbuild makes of each program.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { root } from './root.mjs';

/** @import { BuildOptions, Plugin } from 'esbuild' */

/**
 * @typedef {object} Target
 * @property {string} outdir Folder of the bundles.
 * @property {boolean} production Without source maps and minified.
 */

const require = createRequire(import.meta.url);

/** The thread that evaluates expressions, beside each program that has a simulation. */
const evaluationWorker = 'packages/simulator/src/evaluation/evaluation-worker.ts';

const debugAdapter = {
  'debug-adapter': 'debug-adapter/src/main.ts',
  'evaluation-worker': evaluationWorker,
};

/**
 * Everything that the extension carries: its own code, the page of the designer, both servers, and the
 * command line, which the Test Explorer runs.
 * @param {Target} target
 * @returns {readonly BuildOptions[]}
 */
export function extensionBundles(target) {
  const servers = { 'language-server': 'language-server/src/main.ts', ...debugAdapter };
  return [
    extensionHost(target),
    programs(target, { ...servers, stepthrough: 'cli/src/main.ts' }),
    clientWorker(target),
    page(target),
  ];
}

/**
 * The command line by itself, with the debug adapter, in whose threads the sessions of a port run.
 * @param {Target} target
 * @returns {readonly BuildOptions[]}
 */
export function commandLineBundles(target) {
  const entryPoints = { ...debugAdapter, stepthrough: 'cli/src/main.ts' };
  return [programs(target, entryPoints), clientWorker(target)];
}

/**
 * @param {Target} target
 * @returns {BuildOptions}
 */
function common({ outdir, production }) {
  return {
    absWorkingDir: root,
    outdir,
    bundle: true,
    metafile: true,
    sourcemap: production ? false : 'linked',
    minify: production,
    // Whose code it is stands in THIRD_PARTY_NOTICES.txt.
    legalComments: 'none',
    logLevel: 'warning',
    // jsonc-parser's "main" is UMD, which cannot be bundled; its ES module can.
    mainFields: ['module', 'main'],
  };
}

/**
 * Programs that run as processes and threads. What several of them need is in chunks that they share, so
 * that nothing is shipped twice; and what a command does not need is not loaded.
 * @param {Target} target
 * @param {{ readonly [name: string]: string }} entryPoints
 * @returns {BuildOptions}
 */
function programs(target, entryPoints) {
  return {
    ...common(target),
    platform: 'node',
    // VS Code 1.100 runs Node 20.
    target: 'node20',
    format: 'esm',
    splitting: true,
    entryPoints,
    outExtension: { '.js': '.mjs' },
    // Beside the programs: what lies there is found from a chunk as well.
    chunkNames: 'chunk-[hash]',
    // Libraries in CommonJS call `require`. Node has `import.meta.dirname` from 20.11.
    banner: {
      js: [
        "import { createRequire as __createRequire } from 'node:module';",
        "import { fileURLToPath as __fileURLToPath } from 'node:url';",
        'const require = __createRequire(import.meta.url);',
        "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
      ].join('\n'),
    },
    define: { 'import.meta.dirname': '__dirname' },
  };
}

/**
 * The thread that owns the bytes of the debug adapter's client. It is to listen first, and shares too little
 * to wait for the loader of ES modules.
 * @param {Target} target
 * @returns {BuildOptions}
 */
function clientWorker(target) {
  return {
    ...common(target),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    entryPoints: { 'client-worker': 'debug-adapter/src/front/client-worker.ts' },
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.dirname': '__dirname' },
  };
}

/**
 * @param {Target} target
 * @returns {BuildOptions}
 */
function extensionHost(target) {
  return {
    ...common(target),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    entryPoints: { extension: 'extension/src/extension.ts' },
    external: ['vscode'],
  };
}

/**
 * @param {Target} target
 * @returns {BuildOptions}
 */
function page(target) {
  return {
    ...common(target),
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    jsx: 'automatic',
    entryPoints: { webview: 'webview/src/main.tsx' },
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    define: { 'process.env.NODE_ENV': target.production ? '"production"' : '"development"' },
    plugins: [elkWorkerText],
  };
}

/**
 * elkjs runs in a worker made from a blob, so its worker script travels as text in the bundle.
 * @type {Plugin}
 */
const elkWorkerText = {
  name: 'elk-worker-text',
  setup(bundle) {
    bundle.onResolve({ filter: /^elk-worker:text$/ }, () => ({
      path: require.resolve('elkjs/lib/elk-worker.min.js'),
      namespace: 'elk-worker-text',
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'elk-worker-text' }, async ({ path }) => ({
      contents: await readFile(path, 'utf8'),
      loader: 'text',
    }));
  },
};
