import {
  type FunctionInfo,
  intrinsicFunctionDocs,
  jsonataFunctionDocs,
} from '@stepthrough/catalog';

/** What is known of a function by its name in an expression: `States.Format` or `$sum`. */
export function functionDoc(name: string): FunctionInfo | undefined {
  return name.startsWith('$')
    ? jsonataFunctionDocs.get(name.slice(1))
    : intrinsicFunctionDocs.get(name);
}

/** The doc of a function with an example, in Markdown. */
export function inMarkdown({ doc, example }: FunctionInfo): string {
  return `${doc}\n\n\`${example}\``;
}
