// What tests get from `import … from 'vitest'` while faults are planted.
export * from './collected.mjs';
export { expect, vi } from 'vitest';
