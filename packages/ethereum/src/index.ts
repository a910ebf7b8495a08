/**
 * What an Ethereum node is: networks, clients and forks as data, how to probe one, how to judge it.
 *
 * @packageDocumentation
 */
export * from './networks/schema';
export * from './networks/generated';
export * from './networks/names';
export * from './clients/schema';
export * from './clients/generated';
export * from './health/sample';
export * from './health/verdict';
export * from './health/status';
export * from './health/judge';
