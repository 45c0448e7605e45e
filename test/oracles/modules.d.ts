/** Engines of others that come without types: the little of them that is used. */
declare module 'dynalite' {
  import type { Server } from 'node:http';
  export default function dynalite(options: {
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }): Server;
}

declare module 's3rver' {
  import type { AddressInfo } from 'node:net';
  export default class S3rver {
    constructor(options: {
      readonly directory: string;
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly vhostBuckets: boolean;
    });
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
