// Finds known vulnerabilities of dependencies: `make audit`. Exit codes: see Verdict.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditGo, auditImages, auditNpm } from './audits';
import { readExceptions, report, verdictOf } from './verdict';

const audits = [auditNpm(), ...auditGo(), auditImages()];
const verdict = verdictOf(
  audits,
  readExceptions(readFileSync(join(__dirname, 'accepted.yaml'), 'utf8')),
  new Date().toISOString().slice(0, 10),
);
console.log(
  process.argv.includes('--json')
    ? JSON.stringify(verdict, null, 2)
    : report(verdict, audits),
);
process.exitCode = verdict.exitCode;
