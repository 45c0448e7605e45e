import { readFile } from 'node:fs/promises';

/** @throws Error that says why the file cannot be read */
export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : 'why?'}`);
  });
}
