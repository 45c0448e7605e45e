/** Whether processes live, and waiting for what becomes true. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** One that has ended but that nobody has asked about counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** @throws Error with the words when it has not come true in ten seconds */
export async function eventually(what: string, isTrue: () => boolean): Promise<void> {
  for (let count = 0; count < 1000; count += 1) {
    if (isTrue()) return;
    await setTimeout(10);
  }
  throw new Error(`Waited ten seconds in vain: ${what}.`);
}
