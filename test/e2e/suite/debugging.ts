import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DebugRun } from './debug-run.ts';
import { type HostCase, until, workspaceFile } from './host-case.ts';

const json = 'order-fulfilment/order.asl.json';
const yaml = 'order-fulfilment/order.asl.yaml';

export const debuggingCases: readonly HostCase[] = [
  {
    name: 'an API Gateway request starts the run; it stops, steps forward and back, and ends',
    test: async () => {
      const program = workspaceFile(json);
      await breakAt(program, 'RememberOrder');
      const run = await DebugRun.start({ program, start: 'web shop' });

      const atBreakpoint = await run.stop();
      assert.equal(atBreakpoint.reason, 'breakpoint');
      assert.deepEqual(await names(run, atBreakpoint), ['RememberOrder']);
      await selectsInEditor(program, 'RememberOrder');
      const before = await run.variables(atBreakpoint);
      assert.match(before.get('State')?.get('input') ?? '', /orderId: "o-77"/);
      assert.equal(await run.evaluate(atBreakpoint, '$.quote.total', 'hover'), '1250');
      assert.equal(await run.evaluate(atBreakpoint, 'States.ArrayLength($.lines)', 'repl'), '2');

      const afterStep = await run.command('stepOver');
      assert.deepEqual(await names(run, afterStep), ['ReserveStock']);
      assert.equal(await run.evaluate(afterStep, '$orderId', 'watch'), '"o-77"');

      const inside = await run.command('stepInto');
      assert.match((await names(run, inside))[0] ?? '', /^ReserveStock ▸/);

      const back = await run.command('stepBack');
      assert.deepEqual(await names(run, back), ['ReserveStock']);
      const further = await run.command('stepBack');
      assert.deepEqual(await names(run, further), ['RememberOrder']);
      const variables = [...(await run.variables(further)).values()].flatMap((scope) => [
        ...scope.keys(),
      ]);
      assert.ok(!variables.includes('$orderId'), 'the variable is not assigned yet');

      await run.command('reverseContinue');
      vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
      const output = (await run.continueToEnd()).join('');
      assert.match(output, /POST \/orders to shop/);
      assert.match(output, /Message \w+ sent to order-approvals/);
      assert.match(output, /\+00:01:36\.\d+ .*back office: sendTaskSuccess/);
      assert.match(output, /SUCCEEDED/);
    },
  },
  {
    name: 'messages on a queue start the run of the YAML definition; JSONata is evaluated',
    test: async () => {
      const program = workspaceFile(yaml);
      await breakAt(program, 'ChargeCard');
      const run = await DebugRun.start({ program, start: 'partner queue' });
      const stop = await run.stop();
      assert.deepEqual(await names(run, stop), ['ChargeCard']);
      assert.equal(await run.evaluate(stop, '$approval.approvedBy', 'hover'), '"Kim"');
      assert.equal(await run.evaluate(stop, '{% $sum([1, 2, 3]) %}', 'repl'), '6');
      vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
      assert.match((await run.continueToEnd()).join(''), /SUCCEEDED/);
    },
  },
];

async function breakAt(uri: vscode.Uri, state: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const name = new RegExp(`^\\s*"?${state}"?:`, 'm').exec(document.getText());
  assert.ok(name, `${state} is in the definition`);
  const line = document.positionAt(name.index + name[0].length).line;
  const place = new vscode.Location(uri, new vscode.Position(line, 0));
  vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
}

async function names(
  run: DebugRun,
  stop: Awaited<ReturnType<DebugRun['stop']>>,
): Promise<readonly string[]> {
  return (await run.frames(stop)).map(({ name }) => name);
}

/** VS Code shows the place of the stop by itself. */
async function selectsInEditor(uri: vscode.Uri, state: string): Promise<void> {
  await until('the line of the stop', vscode.window.onDidChangeTextEditorSelection, () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.toString() !== uri.toString()) return undefined;
    return editor.document.lineAt(editor.selection.active.line).text.includes(state) || undefined;
  });
}
