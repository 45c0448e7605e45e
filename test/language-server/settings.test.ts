import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codes } from '@stepthrough/analysis';
import { expect, it } from 'vitest';

it('the manifest offers a level for each rule', () => {
  const file = join(import.meta.dirname, '../../extension/package.json');
  const { contributes } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const { propertyNames } = contributes.configuration.properties['stepthrough.rules'];
  expect(propertyNames.enum.toSorted()).toEqual(Object.keys(codes).sort());
  expect(propertyNames.enumDescriptions).toEqual(
    propertyNames.enum.map((code) => {
      const { title, severity } = codes[code];
      return `${title} (${severity})`;
    }),
  );
});

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'stepthrough.rules': {
          readonly propertyNames: {
            readonly enum: readonly (keyof typeof codes)[];
            readonly enumDescriptions: readonly string[];
          };
        };
      };
    };
  };
}
