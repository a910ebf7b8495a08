import { runToEnd } from './endProcess';
import { main } from './snapshotBuilder';

runToEnd('snapshot-builder', main);
