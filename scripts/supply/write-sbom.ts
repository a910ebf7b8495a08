// Writes what each package, Go module and image is made of: `make sbom`.
import { relative } from 'node:path';
import { writeAll } from './sbom';

for (const path of writeAll('dist/sbom')) console.log(relative('.', path));
