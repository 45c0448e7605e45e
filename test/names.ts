/** Names that users may choose and that every object has; the last is one that no object has. */
export const anyNames: readonly string[] = [
  ...Object.getOwnPropertyNames(Object.prototype),
  'ordinary',
];
