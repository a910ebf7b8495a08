import { join } from 'node:path';
import { pack } from './packages';
import { scratchFolder } from './programs';

pack(join(scratchFolder('pack'), 'log'));
