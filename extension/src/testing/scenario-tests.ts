import type { ReportedPlace, ScenarioReport } from '@stepthrough/protocol';
import * as vscode from 'vscode';
import { debugStart } from './debug-start.ts';
import type { Outlines } from './outlines.ts';
import { runScenario } from './run-scenario.ts';
import { mayRun } from '../trust.ts';

const files = '**/*.scenario.{yaml,yml,json}';

/** Shows scenario files in the Test Explorer: a test for each file, and one in it for each start. */
export function registerScenarioTests(context: vscode.ExtensionContext, outlines: Outlines): void {
  const controller = vscode.tests.createTestController(
    'stepthrough.scenarios',
    'Step Functions scenarios',
  );
  const program = context.asAbsolutePath('dist/stepthrough.mjs');
  const find = async (): Promise<void> => {
    const found = await vscode.workspace.findFiles(files, '**/node_modules/**');
    // One after the other, so that the server answers editors in between.
    for (const uri of found) await showScenario(controller, outlines, uri);
  };
  const read = (uri: vscode.Uri): void => void showScenario(controller, outlines, uri);
  const watcher = vscode.workspace.createFileSystemWatcher(files);
  controller.refreshHandler = find;
  controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, (request, token) =>
    run(controller, program, request, token),
  );
  controller.createRunProfile('Debug', vscode.TestRunProfileKind.Debug, (request) =>
    debug(outlines, request),
  );
  context.subscriptions.push(
    controller,
    watcher,
    watcher.onDidCreate(read),
    watcher.onDidChange(read),
    watcher.onDidDelete((uri) => {
      controller.items.delete(uri.toString());
    }),
  );
  void find();
}

async function showScenario(
  controller: vscode.TestController,
  outlines: Outlines,
  uri: vscode.Uri,
): Promise<void> {
  const outline = await outlines(uri);
  const label = vscode.workspace.asRelativePath(uri);
  const item = controller.createTestItem(uri.toString(), label, uri);
  for (const { name, line } of outline?.starts ?? []) {
    const start = childOf(controller, item, name);
    start.range = new vscode.Range(line, 0, line, 0);
  }
  controller.items.add(item);
}

function childOf(
  controller: vscode.TestController,
  file: vscode.TestItem,
  name: string,
): vscode.TestItem {
  const id = `${file.id}#${name}`;
  const known = file.children.get(id);
  if (known) return known;
  const item = controller.createTestItem(id, name, file.uri);
  file.children.add(item);
  return item;
}

async function run(
  controller: vscode.TestController,
  program: string,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  if (!mayRun()) return;
  const testRun = controller.createTestRun(request);
  for (const [file, starts] of chosenOf(controller, request)) {
    if (!file.uri || token.isCancellationRequested) continue;
    const items = starts.length > 0 ? starts : childrenOf(file);
    for (const item of items) testRun.started(item);
    const only = starts.map(({ label }) => label);
    try {
      const report = await runScenario(program, file.uri.fsPath, only, token);
      if (report) tell(controller, testRun, file, report);
      else for (const item of items) testRun.skipped(item);
    } catch (error) {
      testRun.errored(file, new vscode.TestMessage(String(error)));
    }
  }
  testRun.end();
}

function tell(
  controller: vscode.TestController,
  testRun: vscode.TestRun,
  file: vscode.TestItem,
  { problems, cases }: ScenarioReport,
): void {
  if (problems.length > 0) testRun.errored(file, problems.map(messageOf));
  for (const { name, passed, failures, durationMs } of cases) {
    const item = childOf(controller, file, name);
    if (passed) testRun.passed(item, durationMs);
    else testRun.failed(item, failures.map(messageOf), durationMs);
  }
}

function messageOf({ path, line, column, message }: ReportedPlace): vscode.TestMessage {
  const told = new vscode.TestMessage(message);
  told.location = new vscode.Location(
    vscode.Uri.file(path),
    new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0)),
  );
  return told;
}

async function debug(outlines: Outlines, request: vscode.TestRunRequest): Promise<void> {
  const [item] = request.include ?? [];
  if (!item?.uri) return;
  await debugStart(outlines, item.uri, item.parent ? item.label : undefined);
}

/** The starts that are asked for, by their file; none means all of them. */
function chosenOf(
  controller: vscode.TestController,
  { include, exclude = [] }: vscode.TestRunRequest,
): ReadonlyMap<vscode.TestItem, readonly vscode.TestItem[]> {
  const chosen = new Map<vscode.TestItem, readonly vscode.TestItem[]>();
  for (const item of include ?? [...controller.items].map(([, file]) => file)) {
    if (exclude.includes(item)) continue;
    if (item.parent) chosen.set(item.parent, [...(chosen.get(item.parent) ?? []), item]);
    else chosen.set(item, []);
  }
  return chosen;
}

function childrenOf(file: vscode.TestItem): readonly vscode.TestItem[] {
  return [...file.children].map(([, item]) => item);
}
