/** Bytes of a function's answer to somebody who waits for it: 6 MB and 100 bytes, as Lambda counts. */
export const answerLimit = 6_291_556;
