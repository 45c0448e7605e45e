/** Handlers of functions: what the files beside a scenario, and in its folders of functions, export. */
import { CompletionItemKind } from 'vscode-languageserver';
import { fileName, type Files } from '../files.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import { literal } from './state-choices.ts';

/** E.g. `src/validate.handler`, where the field at the cursor is a `handler`. */
export function handlerChoices(files: Files, { steps, file, value }: Cursor): Choice[] {
  if (steps.at(-1)?.at !== 'handler') return [];
  const typed = value?.kind === 'string' ? value.value : '';
  const own = typed.slice(0, typed.lastIndexOf('/') + 1);
  const folders = new Set([own, ...(own === '' ? usualFolders : [])]);
  return [...folders]
    .flatMap((folder) => handlersIn(files, file.uri, folder))
    .map((name) => ({
      label: name,
      kind: CompletionItemKind.Function,
      insert: { as: 'value', value: literal(name) },
      rank: 1,
    }));
}

/** Where functions lie, when nothing has been typed that says so. */
const usualFolders = ['src/', 'functions/', 'lambda/', 'handlers/'];

function handlersIn(files: Files, scenario: string, folder: string): readonly string[] {
  if (!URL.canParse(`${folder}x`, scenario)) return [];
  return files.beside(new URL(`${folder}x`, scenario).href).flatMap((uri) => {
    const name = fileName(uri);
    const [, base, ending = ''] = /^(.+)\.(mjs|cjs|js|py)$/.exec(name) ?? [];
    if (base === undefined) return [];
    const exported = ending === 'py' ? python : javaScript;
    const text = files.textOf(uri) ?? '';
    const names = [...text.matchAll(exported)].flatMap((match) => match[1] ?? []);
    return [...new Set(names)].map((each) => `${folder}${base}.${each}`);
  });
}

const javaScript =
  /^(?:export (?:async )?(?:function|const|let|var) |(?:module\.)?exports\.)([A-Za-z_$][\w$]*)/gm;
const python = /^(?:async )?def ([A-Za-z]\w*)/gm;
