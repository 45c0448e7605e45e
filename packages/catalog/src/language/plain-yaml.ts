/**
 * What a plain text is taken for instead of itself: by YAML 1.2's core schema, or by the readers of
 * CloudFormation and other tools, which read YAML 1.1 (https://yaml.org/type/).
 */
export const otherMeanings: readonly RegExp[] = [
  /^(?:null|true|false|yes|no|on|off|y|n|~|=|<<)$/i,
  // Integers and fractions, with the underscores, base 60 and base 2 of YAML 1.1.
  /^[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?(?:e[-+]?\d+)?$/i,
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/,
  /^[-+]?0(?:x[\da-f_]+|o[0-7_]+|b[01_]+)$/i,
  /^[-+]?\.(?:inf|nan)$/i,
  // A date, or a time of a day.
  /^\d{4}-\d\d?-\d\d?(?:[t \t].*)?$/i,
];

/** Characters that begin something else, also in flow style. */
const indicator = /^[-?:,[\]{}#&*!|>'"%@`]|^\.\.\./;

/** What ends a plain text or its line, in block or flow style, and what cannot be seen. */
const ending = /[,[\]{}\p{C}\p{Zl}\p{Zp}]|:\s|:$|\s#/u;

/** Whether YAML reads a text as itself when it stands without quotes, as key or value, in block and flow style. */
export function isPlainYaml(text: string): boolean {
  return (
    text.trim() === text &&
    !otherMeanings.some((each) => each.test(text)) &&
    !indicator.test(text) &&
    !ending.test(text)
  );
}
