import type { LogEntry } from '../world/log.ts';

/** A line of a trace: time from the beginning, execution, what happened. The same for the same seed. */
export function traceLine(entry: LogEntry, clockStart: number): string {
  const execution = entry.execution?.split(':').at(-1)?.slice(0, 8) ?? '';
  return `${elapsed(entry.at - clockStart)}  ${execution.padEnd(8)}  ${entry.message}`;
}

/** `+1d 02:03:04.005`; days only when there are any. */
function elapsed(milliseconds: number): string {
  const days = Math.floor(milliseconds / 86_400_000);
  const time = new Date(milliseconds % 86_400_000).toISOString().slice(11, 23);
  return `+${days === 0 ? '' : `${days}d `}${time}`;
}
