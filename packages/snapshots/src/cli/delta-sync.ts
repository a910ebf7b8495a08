import { runMain } from './runMain';
import { runDeltaSync } from './deltaSyncCommands';

runMain('delta-sync', runDeltaSync);
