/**
 * `stepthrough`: runs, tests, checks and draws state machines from a terminal, and serves other editors.
 * Exit codes: 0 all is well, 1 the workflow or the check has failed, 2 the command is not understood.
 */
import { member } from '@stepthrough/json';
import { UsageError } from './command.ts';
import { commands, usage } from './commands.ts';

const [name, ...args] = process.argv.slice(2);

// `stepthrough run … | head` closes the pipe before the trace ends.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

main(name).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError && name !== undefined) {
      process.stderr.write(`\n${member(commands, name)?.usage ?? usage}\n`);
    }
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);

async function main(name: string | undefined): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${usage}\n`);
    return name === undefined ? 2 : 0;
  }
  const command = member(commands, name);
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${usage}\n`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.usage}\n`);
    return 0;
  }
  return (await command.load())(args);
}
