import { join } from 'node:path';
import { z } from 'zod';
import { root, valuesIn } from './deployment';

const clientsSchema = z.object({
  clients: z.object({ lodestar: z.object({ args: z.array(z.string()) }) }),
});

/** Flags of values.yaml that are for a node without others. */
const ofOneAlone =
  /^--(sync.isSingleNode|network.allow|listenAddress|targetPeers|rest.address)/;

/**
 * Flags of the test's Lodestar on a devnet of several nodes: of the boot node, which makes the blocks, and of every node that
 * begins with it.
 */
export async function lodestarFlags(): Promise<{
  boots: string[];
  follows: string[];
}> {
  const values = await valuesIn(join(root, 'tests/integration/values.yaml'));
  const { args } = clientsSchema.parse(values).clients.lodestar;
  const shared = [
    ...args.filter(flag => !ofOneAlone.test(flag)),
    '--listenAddress=0.0.0.0',
    // Room for every node of a test, and for what it was before a restart.
    '--targetPeers=16',
  ];
  return {
    boots: [
      ...shared,
      '--sync.isSingleNode',
      '--network.allowPublishToZeroPeers',
      '--rest.address=0.0.0.0',
      '--enr.ip=$(POD_IP)',
      '--enr.tcp=9000',
      '--enr.udp=9000',
    ],
    follows: [
      ...shared,
      '--rest.address=127.0.0.1',
      '--bootnodesFile=/tmp/bootnodes',
      '--network.connectToDiscv5Bootnodes',
    ],
  };
}
