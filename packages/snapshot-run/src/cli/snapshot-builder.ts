import { runMain, runSnapshotBuilder } from '@nodeyard/snapshots';
import { runCommand } from './runCommand';

runMain('snapshot-builder', args =>
  runSnapshotBuilder(args, { run: runCommand }),
);
