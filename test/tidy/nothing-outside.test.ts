/** Pure rooms touch nothing outside, and the simulated world neither: the lint rule, seen to fail. */
import { describe, expect, it } from 'vitest';
import { problemsIn as problemsOf } from './lint-problems.ts';

function problemsIn(path: string, code: string): Promise<readonly string[]> {
  return problemsOf(path, code, ['outside/nothing']);
}

const pure = [
  'packages/json/src/member.ts',
  'packages/asl/src/parse.ts',
  'packages/expressions/src/index.ts',
  'packages/catalog/src/index.ts',
  'packages/analysis/src/analyse.ts',
  'packages/interpreter/src/workspace.ts',
  'packages/protocol/src/index.ts',
  'packages/collections/src/index.ts',
];
const simulated = [
  'packages/simulator/src/world/world.ts',
  'packages/scenario/src/index.ts',
  'packages/services/src/sqs/send.ts',
];

/** Each is one way to a clock, to chance, to the network, the disk, a process, a thread or a page. */
const outside = [
  'Date.now();',
  'Date["now"]();',
  'Date?.now();',
  'new Date();',
  'new Date;',
  'new Date(...[]);',
  'Date();',
  'const { now } = Date;',
  'const Clock = Date; new Clock();',
  'call(Date);',
  'Reflect.construct(Date, []);',
  'class Mine extends Date {}',
  'new Date(0).getHours();',
  'new Date(0)["getDay"]();',
  'new Date(0).getTimezoneOffset();',
  'new Date(0).toLocaleTimeString();',
  'performance.now();',
  'Temporal.Now.instant();',
  'Math.random();',
  'Math["random"]();',
  'const { random } = Math;',
  'const M = Math; M.random();',
  'crypto.randomUUID();',
  'crypto.getRandomValues(bytes);',
  'const { randomUUID } = crypto;',
  'fetch("https://example.org");',
  'const get = fetch;',
  'globalThis.fetch("https://example.org");',
  'globalThis["fetch"]("https://example.org");',
  'const world = globalThis;',
  'window.fetch; self.fetch; global.fetch;',
  'new WebSocket("wss://example.org");',
  'new XMLHttpRequest();',
  'new EventSource("https://example.org");',
  'navigator.sendBeacon("https://example.org");',
  'setTimeout(run, 1);',
  'setInterval(run, 1);',
  'setImmediate(run);',
  'queueMicrotask(run);',
  'requestAnimationFrame(run);',
  'const later = setTimeout;',
  'process.env;',
  'process.hrtime();',
  'console.log(1);',
  'document.title;',
  'new Worker("x");',
  'localStorage.getItem("x");',
  'require("node:fs");',
  'module.exports = 1;',
  'eval("1");',
  'Function("return this")();',
  'new Function("return this")();',
  'import.meta.url;',
  'import { readFileSync } from "node:fs";',
  'import { readFileSync } from "fs";',
  'import { readFile } from "fs/promises";',
  'import "node:http";',
  'import http from "node:http";',
  'import * as https from "https";',
  'import { connect as open } from "node:net";',
  'import { lookup } from "node:dns";',
  'import { spawn } from "node:child_process";',
  'import { Worker } from "node:worker_threads";',
  'import { setTimeout } from "node:timers/promises";',
  'import { hostname } from "node:os";',
  'import { randomUUID } from "node:crypto";',
  'import { createHash, randomBytes } from "node:crypto";',
  'import * as crypto from "node:crypto";',
  'import crypto from "node:crypto";',
  'import "node:crypto";',
  'import type { Stats } from "node:fs";',
  'type Stats = import("node:fs").Stats;',
  'import fs = require("node:fs");',
  'export { readFileSync } from "node:fs";',
  'export { randomUUID } from "node:crypto";',
  'export * from "node:fs";',
  'await import("node:fs");',
  'await import(`node:fs`);',
  'await import("node:" + name);',
  'await import("node:crypto");',
];

const inside = [
  'new Date(0).toISOString();',
  'new Date(milliseconds).getUTCHours();',
  'new Date(milliseconds).getTime();',
  'Date.UTC(2026, 0); Date.parse(text);',
  'given instanceof Date;',
  'const at: Date | undefined = undefined;',
  'Math.floor(1.5);',
  'new Map([[1, 2]]).get(1);',
  'const fetch = 1; fetch;',
  'function ask(fetch: () => void) { fetch(); }',
  'answers.fetch();',
  'const named = { setTimeout: 1, process: 2 };',
  'import { fetch } from "./own.ts"; fetch();',
  'import { parse } from "jsonc-parser"; parse("");',
  'import type { Json } from "@stepthrough/json";',
  'await import("./own.ts");',
];

/** What the planted code uses of itself, so that nothing else of it is refused. */
const own =
  'import { run, name, bytes, call, given, answers, milliseconds, text } from "./own.ts";\n';

describe.each([...pure, ...simulated])('%s', (path) => {
  it('may not say what reaches outside', async () => {
    const silent: string[] = [];
    for (const code of outside) {
      if ((await problemsIn(path, own + code)).length === 0) silent.push(code);
    }
    expect(silent).toEqual([]);
  });

  it('may say what touches its arguments', async () => {
    const refused: string[] = [];
    for (const code of inside) refused.push(...(await problemsIn(path, own + code)));
    expect(refused).toEqual([]);
  });
});

const sharedByNodeAndBrowsers = [
  'Buffer.from("a");',
  'new URL("https://example.org");',
  'new URLSearchParams("a=b");',
  'new TextEncoder().encode("a");',
  'crypto.subtle.digest("SHA-256", bytes);',
  'import { createHash } from "node:crypto";',
];

it.each(simulated)('%s may use what Node and browsers share', async (path) => {
  for (const code of sharedByNodeAndBrowsers)
    expect(await problemsIn(path, own + code)).toEqual([]);
});

it.each(pure)('%s may not', async (path) => {
  for (const code of sharedByNodeAndBrowsers) {
    expect(await problemsIn(path, own + code), code).not.toEqual([]);
  }
});

it('files and threads come into a simulation through its doors', async () => {
  const code = 'import { readFileSync } from "node:fs";';
  const at = (path: string): Promise<readonly string[]> => problemsIn(path, code);
  expect(await at('packages/simulator/src/headless/load.ts')).toEqual([]);
  expect(await at('packages/simulator/src/evaluation/isolated-evaluation.ts')).toEqual([]);
  expect(await at('packages/simulator/src/headless/expectations.ts')).toHaveLength(1);
  expect(await at('packages/simulator/src/evaluation/random.ts')).toHaveLength(1);
});
