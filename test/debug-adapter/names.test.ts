/** A state, a variable and a start of any name is stopped at, shown, changed and watched as any other. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anyNames } from '../names.ts';
import { Driver } from './driver.ts';

const machine = `{
  "StartAt": "NAME",
  "States": {
    "NAME": {
      "Type": "Pass",
      "Assign": { "NAME": { "NAME": 1 } },
      "Result": { "NAME": 2 },
      "Next": "NAME2"
    },
    "NAME2": {
      "Type": "Pass",
      "Assign": { "NAME": 3, "other.$": "$NAME" },
      "Next": "Last"
    },
    "Last": { "Type": "Succeed" }
  }
}
`;

describe.each(anyNames)('a name %s', (name) => {
  const open = (): Driver => {
    const driver = new Driver({
      'machine.asl.json': machine.replaceAll('NAME', name),
      'machine.scenario.yaml': `starts:\n  other: { input: { from: other } }\n  ${name}: { input: { ${name}: { ${name}: 1 } } }\n`,
    });
    onTestFinished(() => {
      driver.dispose();
    });
    return driver;
  };
  const rows = (found: readonly P.Variable[]): readonly string[] =>
    found.map((each) => `${each.name}=${each.value}`.replaceAll(name, 'NAME'));

  it('is stopped at, shown and evaluated', async () => {
    const driver = open();
    await driver.launch({ start: name }, async () => {
      await driver.breakAt([10]);
    });
    await driver.stop();
    expect((await driver.where()).replaceAll(name, 'NAME')).toBe('NAME2:10');
    expect(rows(await driver.scope('Variables'))).toEqual(['NAME={ NAME: 1 }']);
    expect((await driver.evaluate(`$${name}.${name}`)).body).toMatchObject({ result: '1' });
    expect((await driver.evaluate(`$.${name}`)).body).toMatchObject({ result: '2' });
    expect(driver.output()).not.toMatch(/TypeError|Internal/);
  });

  it('is changed in the view of variables, and watched', async () => {
    const driver = open();
    await driver.launch({ start: name }, async () => {
      await driver.breakAt([10]);
    });
    await driver.stop();
    const { id } = await driver.topFrame();
    const { scopes } = await driver.client.request<P.ScopesResponse>('scopes', { frameId: id });
    const variablesReference =
      scopes.find((scope) => scope.name === 'Variables')?.variablesReference ?? 0;
    const at = { variablesReference, name };
    await driver.client.request('setVariable', { ...at, value: '{ "new": 4 }' });
    expect(rows(await driver.scope('Variables'))).toEqual(['NAME={ new: 4 }']);
    const info = await driver.client.request<P.DataBreakpointInfoResponse>(
      'dataBreakpointInfo',
      at,
    );
    await driver.client.request('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId }] });
    const { body } = await driver.move('continue');
    expect(body).toMatchObject({ reason: 'data breakpoint' });
    expect(rows(await driver.scope('Variables'))).toEqual(['NAME=3', 'other={ new: 4 }']);
  });
});
