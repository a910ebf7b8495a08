import { runMain } from './runMain';
import { main } from './snapshotBuilderCommands';

runMain('snapshot-builder', main);
