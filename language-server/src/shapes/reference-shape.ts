import { any, arrayOf, itemOf, memberOf, type Shape, text } from './shape.ts';

/** What an expression can read besides its input and variables. */
export interface Known {
  readonly context?: Shape | undefined;
  readonly result?: Shape | undefined;
  readonly errorOutput?: Shape | undefined;
}

/** The value that a plain reference such as `$states.input.order.lines[0].sku` means. */
export function shapeOfReference(
  expression: string,
  readable: Known & { readonly input: Shape; readonly variable: (name: string) => Shape },
): Shape {
  const found =
    /^\$([\p{L}_][\p{L}\p{N}_]*)((?:\.(?:[\p{L}_][\p{L}\p{N}_]*|`[^`]*`)|\[[^\]]*\])*)$/u.exec(
      expression.trim(),
    );
  if (!found) return any;
  const [, name = '', rest = ''] = found;
  const steps = rest.match(/[\p{L}_][\p{L}\p{N}_]*|`[^`]*`|\[[^\]]*\]/gu) ?? [];
  let shape = any;
  if (name === 'states') {
    const part = steps.shift();
    if (part === 'input') shape = readable.input;
    if (part === 'context') shape = readable.context ?? any;
    if (part === 'result') shape = readable.result ?? any;
    if (part === 'errorOutput') shape = readable.errorOutput ?? any;
  } else {
    shape = readable.variable(name);
  }
  for (const step of steps) {
    if (step.startsWith('[')) {
      // A number takes one item; a condition leaves those that fit.
      shape = /^\[\s*-?\d+\s*\]$/.test(step) ? itemOf(shape) : shape;
    } else {
      // JSONata looks into the items of an array by itself.
      shape = memberOf(shape.items ?? shape, step.replaceAll('`', ''));
    }
  }
  return shape;
}

/** What a call of an intrinsic function gives. */
export function resultOfIntrinsic(call: string): Shape {
  if (/^States\.(?:Format|JsonToString|Base64\w+|Hash|UUID)\(/.test(call)) return text;
  if (/^States\.(?:Math\w+|ArrayLength)\(/.test(call)) return { type: 'number' };
  if (/^States\.ArrayContains\(/.test(call)) return { type: 'boolean' };
  if (/^States\.StringSplit\(/.test(call)) return arrayOf(text);
  return /^States\.Array(?!GetItem)/.test(call) ? arrayOf(any) : any;
}
