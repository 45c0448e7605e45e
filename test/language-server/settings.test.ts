/** The levels of rules in the manifest; `UPDATE=1` writes them after a rule has been added. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codes } from '@stepthrough/analysis';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';

const file = join(import.meta.dirname, '../../extension/package.json');

it('the manifest offers a level for each rule', async () => {
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const setting = manifest.contributes.configuration.properties['stepthrough.rules'];
  const rows = Object.entries(codes);
  const propertyNames = {
    enum: rows.map(([code]) => code),
    enumDescriptions: rows.map(([, { title, severity }]) => `${title} (${severity})`),
  };
  if (process.env['UPDATE'] === '1') {
    setting.propertyNames = propertyNames;
    const style = await resolveConfig(file);
    writeFileSync(file, await format(JSON.stringify(manifest), { ...style, filepath: file }));
  }
  expect(setting.propertyNames).toEqual(propertyNames);
});

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: { readonly 'stepthrough.rules': { propertyNames: object } };
    };
  };
}
