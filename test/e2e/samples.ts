import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const samples = join(import.meta.dirname, '../../samples');

/** A copy of samples/ that a test may change. */
export function copySamples(workspaces: string): string {
  const folder = mkdtempSync(join(workspaces, 'samples-'));
  cpSync(samples, folder, { recursive: true });
  return folder;
}

/** Makes a copy again what samples/ is, touching only what differs, so that watchers hear of little. */
export function restoreSamples(folder: string): void {
  const wanted = new Set(filesIn(samples));
  for (const path of filesIn(folder)) {
    if (!wanted.has(path)) rmSync(join(folder, path));
  }
  for (const path of wanted) {
    const bytes = readFileSync(join(samples, path));
    const copy = join(folder, path);
    if (!existsSync(copy) || !readFileSync(copy).equals(bytes)) writeFileSync(copy, bytes);
  }
}

/** The line, from 1, at which a definition begins the state, in JSON or YAML. */
export function lineOfState(folder: string, path: string, state: string): number {
  const text = readFileSync(join(folder, path), 'utf8');
  const line = text.split('\n').findIndex((one) => new RegExp(`^\\s*"?${state}"?:`).test(one));
  if (line < 0) throw new Error(`${path} has no state ${state}.`);
  return line + 1;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
