/** German titles of the page and the tab. */
export default { page: 'Ethereum-Nodes', health: 'Zustand der Nodes' };
