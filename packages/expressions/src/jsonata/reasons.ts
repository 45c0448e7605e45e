/** AWS's words for why an evaluation ended, where they are not the library's. */

export const timeLimit = 'Expression evaluation timeout: Check for infinite loop';

export const memoryLimit =
  'Expression evaluation memory limit exceeded: Check for excessive memory usage';

export const depthLimit =
  'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.';

/** What AWS calls an internal error: it names no reason, and adds an id of its own, which is left out here. */
export class InternalFault extends Error {}
