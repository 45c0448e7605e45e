import { parseArgs, type ParseArgsConfig, type ParseArgsOptionsConfig } from 'node:util';

/** Gives the exit code. @throws UsageError, or any error whose message is for the user */
type Run = (args: readonly string[]) => Promise<number>;

export interface Command {
  readonly summary: string;
  readonly usage: string;
  /** Loaded when it is called, so that a run does not pay for the servers. */
  readonly load: () => Promise<Run>;
}

/** The words of the command are wrong: its usage is shown beside the message. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Splits arguments into options and files. @throws UsageError for what it does not know */
export function readArguments<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
) {
  const config = {
    args: [...args],
    options,
    allowPositionals: true,
    strict: true,
  } as const satisfies ParseArgsConfig;
  try {
    return parseArgs<typeof config>(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** An option that takes one of a few words. @throws UsageError for another one */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found === undefined) {
    throw new UsageError(`${option} takes ${allowed.join(', ')}, not "${value}".`);
  }
  return found;
}

/** @throws UsageError unless the text is a whole number */
export function wholeNumber(option: string, value: string): number {
  if (/^-?\d{1,15}$/.test(value)) return Number(value);
  throw new UsageError(`${option} takes a whole number, not "${value}".`);
}
