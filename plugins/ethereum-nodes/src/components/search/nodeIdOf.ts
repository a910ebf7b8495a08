import type { SearchDocument } from '@backstage/plugin-search-common';

/** ID of the node of a document, from the URL of its page; undefined for a document of another kind. */
export function nodeIdOf({ location }: SearchDocument): string | undefined {
  const [, segment] = /\/nodes\/([^/?#]+)$/.exec(location) ?? [];
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
