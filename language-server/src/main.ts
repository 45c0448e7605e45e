import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve, serveStdio } from './server.ts';

// The transport is the one that the command line names: --node-ipc, --stdio, --socket or --pipe. The last
// two are the client's, to which the server connects.
if (process.argv.includes('--stdio')) serveStdio();
else serve(createConnection(ProposedFeatures.all));
