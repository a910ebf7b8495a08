// Without zod, because browsers load it.

/** Most values of a filter. @public */
export const MAX_FILTER_VALUES = 100;
/** Nodes of a page, unless the query has a limit. @public */
export const DEFAULT_NODE_LIMIT = 50;
/** Largest limit of a page of nodes. @public */
export const MAX_NODE_LIMIT = 200;
/** Longest period of a history, in hours: 90 days. @public */
export const MAX_HISTORY_HOURS = 2160;
/** Entries of a page of the timeline, unless the query has a limit. @public */
export const DEFAULT_TIMELINE_LIMIT = 20;
/** Largest limit of a page of the timeline. @public */
export const MAX_TIMELINE_LIMIT = 100;
/** Nodes that an insight into the fleet names; its counts include all. @public */
export const MAX_NAMED_NODES = 100;
