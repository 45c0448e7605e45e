export { serve, serveStdio } from './server.ts';
export { openServiceCatalog } from './service-catalog.ts';
