import * as vscode from 'vscode';

/** Shows the places that name what stands at a position, which a code lens gives as JSON. */
export async function showReferences(uri: vscode.Uri, position: unknown): Promise<void> {
  const place = positionOf(position);
  if (!place) return;
  const found = await vscode.commands.executeCommand<vscode.Location[]>(
    'vscode.executeReferenceProvider',
    uri,
    place,
  );
  await vscode.commands.executeCommand('editor.action.showReferences', uri, place, found);
}

function positionOf(value: unknown): vscode.Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('line' in value) || !('character' in value)) return undefined;
  const { line, character } = value;
  if (typeof line !== 'number' || typeof character !== 'number') return undefined;
  return new vscode.Position(line, character);
}
