import {
  ANNOTATION_CONSENSUS_URL,
  ANNOTATION_EXECUTION_URL,
  ANNOTATION_NODE,
  ETHEREUM_NODE_TYPE,
} from './annotations';

/**
 * `isEthereumNodeEntity` as a predicate of catalog queries and of filters of extensions. Apart from the functions on entities, because
 * apps load it at their start.
 * @public
 */
export const ethereumNodePredicate: {
  $any: [
    { kind: string; 'spec.type': string },
    ...Record<`metadata.annotations.${string}`, { $exists: boolean }>[],
  ];
} = {
  $any: [
    { kind: 'component', 'spec.type': ETHEREUM_NODE_TYPE },
    ...[
      ANNOTATION_NODE,
      ANNOTATION_EXECUTION_URL,
      ANNOTATION_CONSENSUS_URL,
    ].map(name => ({ [`metadata.annotations.${name}`]: { $exists: true } })),
  ],
};
