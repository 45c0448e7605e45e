export { spawnOwned, type OwnedProcess, type ProcessEnd } from './child-process.ts';
export { frameReader, maximumFrame } from './frames.ts';
export { serveHttp, type HttpCall, type HttpServer, type Route } from './http-server.ts';
export { isSecret, newSecret } from './secret.ts';
export { serveSockets, type SocketServer } from './socket-server.ts';
