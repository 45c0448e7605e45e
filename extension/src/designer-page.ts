import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The designer's page. Nothing but its own bundle runs in it, and it reaches no network. */
export function designerPage(webview: vscode.Webview, dist: vscode.Uri): string {
  const resource = (...path: string[]): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, ...path)).toString();
  const nonce = randomBytes(16).toString('hex');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // elkjs lays out in a worker that the page makes from a blob.
    'worker-src blob:',
    // React positions nodes by style attributes.
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${resource('webview.css')}">
    <link rel="stylesheet" href="${resource('codicons', 'codicon.css')}">
    <title>Step Functions Designer</title>
  </head>
  <body>
    <div id="root"></div>
    <script nonce="${nonce}" src="${resource('webview.js')}"></script>
  </body>
</html>`;
}
