export { announcement, serveSocket, serveStdio, type DebugServer } from './hosts.ts';
export { serveInline } from './inline-host.ts';
export type { Channel } from './transport/channel.ts';
export { SessionFront } from './front/session-front.ts';
export type { SessionListeners, SessionThread } from './front/session-thread.ts';
export type { Timers } from './front/timers.ts';
export { admission } from './front/admission.ts';
export type { ClientChannel, ClientListeners } from './transport/framing.ts';
export { Recording } from './run/recording.ts';
