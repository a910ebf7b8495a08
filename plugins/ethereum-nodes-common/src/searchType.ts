/** Type of the documents of nodes in the search. @public */
export const SEARCH_TYPE_ETHEREUM_NODE = 'ethereum-node';
