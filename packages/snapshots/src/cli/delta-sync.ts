import { runMain } from './runMain';
import { main } from './deltaSyncCommands';

runMain('delta-sync', main);
