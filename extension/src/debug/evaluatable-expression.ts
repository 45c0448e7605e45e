import * as vscode from 'vscode';

/** The path, variable or context member under the mouse: `$.a.b[0]`, `$$.Map.Item`, `$total`, `$states.input`. */
const expression = /\$\$?(?:\.?[\p{L}_][\p{L}\p{N}_]*|\.\*|\[[^\]\n]*\])*/u;

export const evaluatableExpressions: vscode.EvaluatableExpressionProvider = {
  provideEvaluatableExpression(document, position) {
    const range = document.getWordRangeAtPosition(position, expression);
    return range && new vscode.EvaluatableExpression(range, document.getText(range));
  },
};
