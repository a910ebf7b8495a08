import {
  failureReasons,
  forkReadinessVerdicts,
  nodeSampleSchema,
  nodeStates,
  verdictSchema,
} from '@nodeyard/ethereum';
import { ethereumNodesOpenApi } from './openapi';

const { schemas } = ethereumNodesOpenApi.components;

describe('the REST contract', () => {
  it('knows the node states, in their order of severity', () => {
    expect(schemas.Node.properties.state.enum).toEqual(nodeStates);
  });

  it("has a verdict's and a sample's fields", () => {
    expect(Object.keys(schemas.Verdict.properties).sort()).toEqual(
      ['forkNotReady', ...Object.keys(verdictSchema.shape)].sort(),
    );
    expect(Object.keys(schemas.NodeSample.properties).sort()).toEqual(
      Object.keys(nodeSampleSchema.shape).sort(),
    );
  });

  it('knows why a client gives no answer and how ready it is for a fork', () => {
    expect(schemas.Reply.properties.reason.enum).toEqual(failureReasons);
    expect(schemas.ForkReadiness.properties.verdict.enum).toEqual(
      forkReadinessVerdicts,
    );
  });
});
