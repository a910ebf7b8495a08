/** What sidebar and tabs say before any page of ours is opened. */
export default { page: 'Ethereum-Nodes', health: 'Zustand der Nodes' };
