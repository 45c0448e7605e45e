/** Starts the program of its arguments as its own, says its process id, and then does nothing until it is told to end badly. */
import { spawnOwned } from '@stepthrough/hosting';

const [mode, ...command] = process.argv.slice(2);
const child = spawnOwned(command, {
  env: process.env,
  output: (_stream, chunk) => process.stdout.write(chunk),
  ended: (end) => process.stdout.write(`${JSON.stringify(end)}\n`),
});
process.stdout.write(`pid ${child.pid}\n`);
process.on('SIGUSR2', () => {
  if (mode === 'crash') process.abort();
  throw new Error('a fault');
});
