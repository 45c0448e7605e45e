import { type AslDocument, stateById, stateId, walkStates } from '@stepthrough/asl';
import * as vscode from 'vscode';

/** The `stateId`s of the states on whose line VS Code has a breakpoint. */
export function breakpointsIn(document: vscode.TextDocument, asl: AslDocument): string[] {
  const lines = new Set(breakpointsOf(document).map(({ location }) => location.range.start.line));
  if (!asl.machine || lines.size === 0) return [];
  return [...walkStates(asl.machine)]
    .filter(({ key }) => lines.has(document.positionAt(key.range.start).line))
    .map(stateId);
}

/** Sets or clears the breakpoint of a state, at the line of its name. */
export function toggleBreakpoint(
  document: vscode.TextDocument,
  asl: AslDocument,
  id: string,
): void {
  const state = asl.machine && stateById(asl.machine, id);
  if (!state) return;
  const position = document.positionAt(state.key.range.start);
  const present = breakpointsOf(document).filter(
    ({ location }) => location.range.start.line === position.line,
  );
  if (present.length > 0) {
    vscode.debug.removeBreakpoints(present);
  } else {
    const place = new vscode.Location(document.uri, new vscode.Position(position.line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
  }
}

function breakpointsOf(document: vscode.TextDocument): vscode.SourceBreakpoint[] {
  return vscode.debug.breakpoints
    .filter((breakpoint) => breakpoint instanceof vscode.SourceBreakpoint)
    .filter(({ location }) => location.uri.toString() === document.uri.toString());
}
