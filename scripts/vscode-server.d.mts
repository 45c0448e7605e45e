/** Types of vscode-server.mjs for the end-to-end tests. */
export function installServer(say: (text: string) => void): Promise<string>;
export function startServer(
  folder: string,
  options?: { dataDir?: string; extraArguments?: readonly string[] },
): Promise<{ port: number; token: string; data: string; log(): string; stop(): Promise<void> }>;
export function windowUrl(
  server: { readonly port: number; readonly token: string },
  target: { folder: string; file?: string; extension?: string; tests?: string },
): string;
