/** Texts that an editor has open: definitions, templates and scenarios, of the samples and of other authors. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SubjectText {
  readonly name: string;
  readonly text: string;
}

const folders = [
  '../../samples',
  '../../../shared/documents/valid',
  '../../../shared/documents/hosts',
  '../../../shared/documents/invalid',
]
  .map((folder) => join(import.meta.dirname, folder))
  .filter((folder) => existsSync(folder));

export const texts: readonly SubjectText[] = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:json|ya?ml)$/.test(name) && !name.includes('node_modules'))
    .sort()
    .map((name) => ({
      name: name.replaceAll(/[\\/]/g, '-'),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
    .filter(({ text }) => text.length < 20_000),
);
