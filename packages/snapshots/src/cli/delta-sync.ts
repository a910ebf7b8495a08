import { runToEnd } from './endProcess';
import { main } from './deltaSync';

runToEnd('delta-sync', main);
