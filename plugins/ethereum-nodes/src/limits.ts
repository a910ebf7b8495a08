// Limits of the REST API that requests of the frontend depend on. Not imported from the contract, whose schemas would add to the
// JavaScript of every app; a test compares both.

/** Maximum of `limit` in `GET /nodes`. */
export const MAX_NODES_PER_PAGE = 200;

/** Maximum number of values of `owner` in `GET /nodes`. */
export const MAX_OWNERS = 100;

/** Maximum of `hours` in `GET /nodes/{id}/history`. */
export const MAX_HISTORY_HOURS = 2160;
