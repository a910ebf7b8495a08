import type {
  EthereumNodeSource,
  EthereumNodeSourcesExtensionPoint,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';

/** Built-in node sources and those of modules. */
export class SourceRegistry implements EthereumNodeSourcesExtensionPoint {
  readonly sources: EthereumNodeSource[] = [];

  addSource(source: EthereumNodeSource): void {
    if (this.sources.some(({ name }) => name === source.name)) {
      throw new Error(
        `A node source "${source.name}" is already registered; choose another name`,
      );
    }
    this.sources.push(source);
  }
}
