import { stringOffsets } from '@stepthrough/asl';
import { MarkupKind, type SignatureHelp } from 'vscode-languageserver';
import { openCall } from '../calls.ts';
import { cursorAt } from '../completion/cursor.ts';
import { functionDoc, inMarkdown } from '../function-docs.ts';
import type { OpenDocument } from '../open-document.ts';

/** The parameters of the intrinsic or JSONata function in whose parentheses the offset stands. */
export function signatureHelp(file: OpenDocument, offset: number): SignatureHelp | null {
  const cursor = cursorAt(file, offset);
  if (cursor?.value?.kind !== 'string') return null;
  const offsets = stringOffsets(cursor.text, cursor.value);
  const index = offsets.findIndex((each) => each >= offset);
  const before = cursor.value.value.slice(0, index === -1 ? undefined : index);
  const call = openCall(before);
  const known = call && functionDoc(call.name);
  if (!known) return null;
  const { parameters, signature } = known;
  const isOpenEnded = parameters.at(-1)?.rest === true;
  const active = isOpenEnded ? Math.min(call.argument, parameters.length - 1) : call.argument;
  return {
    signatures: [
      {
        label: signature,
        documentation: { kind: MarkupKind.Markdown, value: inMarkdown(known) },
        parameters: parameters.map(({ name, doc }) => ({
          label: placeOf(name, signature),
          documentation: { kind: MarkupKind.Markdown, value: doc },
        })),
      },
    ],
    activeSignature: 0,
    activeParameter: active,
  };
}

/** Where a parameter stands in the signature, behind the name of the function. */
function placeOf(name: string, signature: string): [start: number, end: number] {
  const head = signature.indexOf('(') + 1;
  const words = [...signature.slice(head).matchAll(/\w+/g)];
  const start = head + (words.find(([word]) => word === name)?.index ?? 0);
  return [start, start + name.length];
}
