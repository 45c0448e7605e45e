/** The resources of a draft by their path parts, with those that paths imply. */
import { get, set, values } from '@stepthrough/collections';
import type { Resource, RestApi } from '../../rest-api.ts';
import type { Draft } from './draft.ts';

interface Node {
  readonly id: string;
  readonly children: Map<string, Node>;
  /** The child whose part is a variable: there may be one. */
  variable?: Node;
}

export class ResourceTree {
  readonly #draft: Draft;
  readonly #root: Node;

  constructor(draft: Draft) {
    this.#draft = draft;
    const resources = values(draft.api.resources);
    const nodes = new Map(
      resources.map(({ id }): [string, Node] => [id, { id, children: new Map() }]),
    );
    for (const { id, parentId = '', pathPart = '' } of resources) {
      const node = nodes.get(id);
      const parent = nodes.get(parentId);
      if (node && parent) adopt(parent, pathPart, node);
    }
    const { rootResourceId } = draft.api.settings;
    this.#root = nodes.get(rootResourceId) ?? { id: rootResourceId, children: new Map() };
  }

  /**
   * The id of the resource at these parts, which is created with all above it that is not there;
   * `undefined` when that is refused. @throws LimitReached
   */
  resourceAt(parts: readonly string[], path: string): string | undefined {
    let node: Node | undefined = this.#root;
    for (const part of parts) {
      node = node.children.get(part) ?? this.#create(node, part, path);
      if (!node) return undefined;
    }
    return node.id;
  }

  /** An operation gets to see the parent and what could be in the way: not all resources each time. */
  #create(parent: Node, pathPart: string, path: string): Node | undefined {
    const { api } = this.#draft;
    const above = get(api.resources, parent.id);
    const sibling = parent.variable && get(api.resources, parent.variable.id);
    if (!above) return undefined;
    this.#draft.spendText(above.path.length + pathPart.length);
    const seen = [above, ...(sibling ? [sibling] : [])];
    for (;;) {
      const done = this.#draft.perform(
        'CreateResource',
        { parentId: parent.id, pathPart },
        (message) => `Unable to create resource at path '${path}': ${message}`,
        { ...api, resources: withAll(undefined, seen) },
      );
      const made = done && get(done.api.resources, done.id);
      if (!made) return undefined;
      // Short ids may meet among thousands.
      if (get(api.resources, made.id)) continue;
      this.#draft.api = { ...api, resources: set(api.resources, made.id, made) };
      const node: Node = { id: made.id, children: new Map() };
      adopt(parent, pathPart, node);
      return node;
    }
  }
}

function adopt(parent: Node, pathPart: string, child: Node): void {
  parent.children.set(pathPart, child);
  if (pathPart.startsWith('{')) parent.variable = child;
}

function withAll(resources: RestApi['resources'], more: readonly Resource[]): RestApi['resources'] {
  return more.reduce((all, resource) => set(all, resource.id, resource), resources);
}
