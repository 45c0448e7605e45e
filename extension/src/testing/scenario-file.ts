import { parse, syntaxOf, valueOf, type SourceNode } from '@stepthrough/asl';
import * as vscode from 'vscode';

/** The text of a scenario file, and the value of one of its fields. */
export async function readScenarioFile(
  uri: vscode.Uri,
): Promise<{ readonly text: string; readonly field: (name: string) => SourceNode | undefined }> {
  const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  const { root } = parse(text, syntaxOf(uri.path));
  return { text, field: (name) => (root?.kind === 'object' ? valueOf(root, name) : undefined) };
}
