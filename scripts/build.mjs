// Bundles every program. `--watch` rebuilds on change, `--production` minifies.
import { build, context } from 'esbuild';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  // jsonc-parser's "main" is UMD, which cannot be bundled; its ES module can.
  mainFields: ['module', 'main'],
};

/** Programs of the extension host's world; VS Code 1.100 runs Node 20. */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  define: { 'import.meta.dirname': '__dirname' },
};

/** elkjs runs in a worker made from a blob, so its worker script travels as text in the bundle. */
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

const bundles = [
  {
    ...node,
    entryPoints: { extension: 'extension/src/extension.ts' },
    outdir: 'extension/dist',
    external: ['vscode'],
  },
  {
    ...node,
    entryPoints: { 'language-server': 'language-server/src/main.ts' },
    outdir: 'extension/dist',
  },
  // The debug adapter, and the thread of its client, which stands beside whatever serves it. The command
  // line runs sessions of a port in threads of the adapter's bundle.
  ...['cli/dist', 'extension/dist'].map((outdir) => ({
    ...node,
    entryPoints: {
      'debug-adapter': 'debug-adapter/src/main.ts',
      'client-worker': 'debug-adapter/src/front/client-worker.ts',
      // The thread that evaluates expressions, beside each program that has a simulation.
      'evaluation-worker': 'packages/simulator/src/evaluation/evaluation-worker.ts',
    },
    outdir,
    outExtension: { '.js': '.cjs' },
  })),
  // The command line stands in the extension as well, where the Test Explorer runs it.
  ...['cli/dist', 'extension/dist'].map((outdir) => ({
    ...node,
    entryPoints: { stepthrough: 'cli/src/main.ts' },
    outdir,
    outExtension: { '.js': '.cjs' },
  })),
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    jsx: 'automatic',
    entryPoints: { webview: 'webview/src/main.tsx' },
    outdir: 'extension/dist',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
    plugins: [elkWorkerText],
  },
];

if (watch) {
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  await Promise.all(contexts.map((bundle) => bundle.watch()));
  console.log('Watching for changes. Ctrl+C stops.');
} else {
  await Promise.all(bundles.map((options) => build(options)));
}

await mkdir(join(root, 'extension/dist/codicons'), { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  const source = require.resolve(`@vscode/codicons/dist/${file}`);
  await cp(source, join(root, 'extension/dist/codicons', file));
}

/** Editors read the form of scenario files from a schema, the language server and VS Code's JSON support. */
for (const folder of ['extension/dist', 'cli/dist']) {
  await cp(
    join(root, 'packages/scenario/src/schema.json'),
    join(root, folder, 'scenario.schema.json'),
  );
}

/** The catalogue of API models stays in files beside the bundles, because few of them are ever read. */
for (const folder of ['extension/dist', 'cli/dist']) {
  await rm(join(root, folder, 'catalog'), { recursive: true, force: true });
  await cp(join(root, 'packages/catalog/src/generated'), join(root, folder, 'catalog'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
}
