// Writes the components of each package, Go program and image: `make sbom`.
import { relative } from 'node:path';
import { writeAll } from './sbom';

for (const path of writeAll('dist/sbom')) console.log(relative('.', path));
