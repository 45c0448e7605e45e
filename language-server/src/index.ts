export { serve, serveStdio } from './server.ts';
