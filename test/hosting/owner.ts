/** Starts the program of its arguments as its own, says its process id, and then does nothing, or loops. */
import { spawnOwned } from '@stepthrough/hosting';

const [mode, ...command] = process.argv.slice(2);
const child = spawnOwned(command, {
  env: process.env,
  output: (_stream, chunk) => process.stdout.write(chunk),
  ended: (end) => process.stdout.write(`${JSON.stringify(end)}\n`),
});
process.stdout.write(`pid ${child.pid}\n`);
if (mode === 'crash') setTimeout(() => process.abort(), 200);
if (mode === 'throw')
  setTimeout(() => {
    throw new Error('a fault');
  }, 200);
