#!/usr/bin/env node
// Makes the genesis of a devnet, both halves, as the chart's `networkConfig` wants it.
//   make.mjs --out DIR --geth PROGRAM --lodestar DIR --genesis-time SECONDS [--seconds-per-slot SECONDS]
// Writes genesis.json, config.yaml, genesis.ssz (the keys of the ConfigMap) and facts.json (the values).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consensusGenesis } from './consensus.mjs';
import { executionBlockZero, executionGenesis } from './execution.mjs';

const text = { type: 'string' };
const { values: options } = parseArgs({
  options: {
    out: text,
    geth: text,
    lodestar: text,
    'genesis-time': text,
    'seconds-per-slot': { ...text, default: '6' },
  },
});
const genesisTime = Number(options['genesis-time']);
const devnet = {
  chainId: 7332,
  genesisTime,
  secondsPerSlot: Number(options['seconds-per-slot']),
  validators: 16,
};

const execution = executionGenesis(devnet);
const block = executionBlockZero(options.geth, execution);
const consensus = await consensusGenesis({
  ...devnet,
  block,
  lodestar: options.lodestar,
});

mkdirSync(options.out, { recursive: true });
const write = (name, content) =>
  writeFileSync(join(options.out, name), content);
write('genesis.json', JSON.stringify(execution, null, 2));
write('config.yaml', consensus.config);
write('genesis.ssz', consensus.state);
write(
  'facts.json',
  JSON.stringify({
    chainId: devnet.chainId,
    genesisHash: block.hash,
    genesisTime,
    genesisValidatorsRoot: consensus.genesisValidatorsRoot,
    secondsPerSlot: devnet.secondsPerSlot,
    slotsPerEpoch: 8,
  }),
);
// Lodestar's packages keep the process alive.
process.exit(0);
