import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import { machineAt, type OpenDocument } from '../open-document.ts';
import { referenceAt } from '../state-references.ts';

/** The states that StartAt, Next or Default can name: those of its own scope. */
export function completion(file: OpenDocument, offset: number): CompletionItem[] {
  const open = machineAt(file, offset);
  const reference = open && referenceAt(open.document, offset);
  if (!reference || reference.isKey || open.isEscaped) return [];
  const isQuoted = /["']/.test(open.document.text.charAt(reference.range.start));
  const range = lspRange(file.source, reference.range);
  return reference.scope.states.map(({ name, type }) => {
    const newText = isQuoted || !isPlainYaml.test(name) ? JSON.stringify(name) : name;
    return {
      label: name,
      kind: CompletionItemKind.Reference,
      ...(type && { detail: type }),
      filterText: newText,
      textEdit: { range, newText },
    };
  });
}

/** A name that YAML reads as itself when it stands without quotes. */
const isPlainYaml = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z_][\w-]*$/i;
