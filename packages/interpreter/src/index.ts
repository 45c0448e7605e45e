export type * from './effect.ts';
export type * from './event.ts';
export type * from './snapshot.ts';
