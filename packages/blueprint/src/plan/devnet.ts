/**
 * What a network of one's own needs beyond nodes.
 * @public
 */
export interface Devnet {
  /** ConfigMap with `genesis.json`, `config.yaml` and `genesis.ssz`, made in the namespace before the first deployment. */
  genesisConfigMap: string;
  /** Well-known keys with which the first node makes blocks, as the chart writes a range. */
  interopValidators: string;
}

export const devnet: Devnet = {
  genesisConfigMap: 'devnet-genesis',
  interopValidators: '0..15',
};
