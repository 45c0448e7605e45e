import type { ControlOperations } from './read.ts';
export const testInvokeOperations: ControlOperations = {};
