import type {
  EthereumNodeSource,
  EthereumNodeSourcesExtensionPoint,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';

/** All node sources: ours and those that modules add. */
export class SourceRegistry implements EthereumNodeSourcesExtensionPoint {
  readonly sources: EthereumNodeSource[] = [];

  addSource(source: EthereumNodeSource): void {
    if (this.sources.some(({ name }) => name === source.name)) {
      throw new Error(
        `There is a node source "${source.name}" already; give yours another name`,
      );
    }
    this.sources.push(source);
  }
}
