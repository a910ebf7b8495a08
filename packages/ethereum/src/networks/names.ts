import { networks } from './generated';

/** Names of the networks that Nodeyard knows, the oldest first. @public */
export const networkNames: readonly string[] = Object.keys(networks);
