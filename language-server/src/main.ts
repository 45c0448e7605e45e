import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

// The transport is the one that the command line names: --node-ipc, --stdio, --socket or --pipe.
serve(createConnection(ProposedFeatures.all));
