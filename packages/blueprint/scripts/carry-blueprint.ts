import { resolve } from 'node:path';
import { copyContents } from '../src/repository/copyContents';

// Before the package is packed; .gitignore keeps the copy out of the repository.
const home = resolve(__dirname, '..');
void copyContents(resolve(home, '../..'), resolve(home, 'blueprint'));
