import { readFileText, UnreadableFile } from '@stepthrough/asl';
import * as fs from 'node:fs';

/** @throws Error that says why the file cannot be read */
export function readText(file: string): string {
  try {
    return readFileText(fs, file);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Error(`${file} cannot be read: ${error.message}.`, { cause: error });
  }
}
