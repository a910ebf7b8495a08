/**
 * Facts about Ethereum nodes for the checks of Tech Insights.
 *
 * @packageDocumentation
 */
export { techInsightsModuleEthereumNodes as default } from './module';
