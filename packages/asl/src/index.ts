export type * from './machine.ts';
export type * from './document.ts';
export type {
  Range,
  SourceNode,
  ObjectNode,
  PropertyNode,
  ArrayNode,
  StringNode,
  PlaceholderNode,
  Json,
} from './source/node.ts';
export { valueOf, propertyOf, toJson, hasPlaceholder } from './source/node.ts';
export { stateTypes } from './machine.ts';
