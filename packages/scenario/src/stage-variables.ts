/** Stage variables of API Gateway, as names and addresses hold them. */

/** A place where the value of a variable goes. */
export const stageVariable = /\$\{stageVariables\.(\w+)\}/g;

/** What is wrong with a variable's value, in words; AWS makes no stage with it. */
export function variableProblem(value: unknown): string | undefined {
  if (/^[\w\-.~:/?#&=,]+$/.test(String(value))) return undefined;
  return 'a stage variable holds letters, digits and - . _ ~ : / ? # & = , only.';
}
