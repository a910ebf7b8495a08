/** What a node's summary says when nothing is known of it. */
export function noNews(reason: string | undefined): string {
  return `No news of this node: ${reason ?? 'it has not been polled in time'}`;
}
