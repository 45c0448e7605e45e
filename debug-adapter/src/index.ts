export { serveInline, serveSocket, serveStdio, type DebugServer } from './hosts.ts';
export type { Channel } from './transport/channel.ts';
