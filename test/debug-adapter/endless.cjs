// Loaded before the adapter by tests: reading a file of the name endless.asl.json never ends.
const files = require('node:fs/promises');
const { syncBuiltinESMExports } = require('node:module');
const { readFile } = files;
files.readFile = (path, ...rest) => {
  if (String(path).endsWith('endless.asl.json')) for (;;);
  return readFile(path, ...rest);
};
syncBuiltinESMExports();
