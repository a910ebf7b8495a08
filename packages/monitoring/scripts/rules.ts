/* Prints the rule files of a folder as one document: `yarn workspace monitoring rules FOLDER | promtool check rules`. */
import { stringify } from 'yaml';
import { readRuleGroups } from '../src/rules';

const [folder = ''] = process.argv.slice(2);
process.stdout.write(stringify({ groups: readRuleGroups(folder) }));
