/** Where the "Node health" tab is below an entity page. */
export const entityHealthPath = '/node-health';
