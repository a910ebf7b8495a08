#!/usr/bin/env bash
# A duration that app-config.local.yaml overrides with another unit is the sum of both.
#
# Backstage writes durations in its configuration as objects ({ minutes: 10 }) or as text (10m), and merges configuration files by key. Two objects with
# different units are merged into one with both, which readDurationFromConfig accepts and schedules add up: no warning is printed. Text in the later file
# replaces the object, and so does the same unit.
#
# Seen with @backstage/config-loader 1.11.5 and @backstage/config 1.3.11 on 2026-11-30, over { minutes: 10 }:
#   { seconds: 5 }              is 605 s
#   { minutes: 0, seconds: 5 }  is   5 s
#   5s                          is   5 s
set -euo pipefail
package=@backstage/config version=1.3.11

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >package.json <<-TEXT
	{
	  "name": "finding", "version": "1.0.0", "private": true, "type": "module",
	  "dependencies": {
	    "$package": "$version", "@backstage/config-loader": "1.11.5", "@backstage/types": "1.2.2"
	  }
	}
TEXT
cat >app-config.yaml <<-'YAML'
	schedule: { frequency: { minutes: 10 } }
YAML
cat >finding.js <<-'JS'
	import { writeFileSync } from 'node:fs';
	import { resolve } from 'node:path';
	import { readDurationFromConfig } from '@backstage/config';
	import { ConfigSources } from '@backstage/config-loader';
	import { durationToMilliseconds } from '@backstage/types';

	for (const duration of ['{ seconds: 5 }', '{ minutes: 0, seconds: 5 }', '5s']) {
	  writeFileSync('app-config.local.yaml', `schedule: { frequency: ${duration} }\n`);
	  const source = ConfigSources.default({
	    rootDir: process.cwd(),
	    argv: ['--config', resolve('app-config.yaml'), '--config', resolve('app-config.local.yaml')],
	    watch: false,
	  });
	  const config = await ConfigSources.toConfig(source);
	  const frequency = readDurationFromConfig(config, { key: 'schedule.frequency' });
	  config.close();
	  console.log(`${duration.padEnd(26)}  is ${String(durationToMilliseconds(frequency) / 1000).padStart(3)} s`);
	}
JS
timeout 900 npm install --ignore-scripts --no-audit --no-fund --loglevel=error
echo "$package $(node -p "require('./node_modules/$package/package.json').version")"
timeout 60 node finding.js 2>log >seen || { tail log; exit 1; }
cat seen

diff - seen <<-'TEXT'
	{ seconds: 5 }              is 605 s
	{ minutes: 0, seconds: 5 }  is   5 s
	5s                          is   5 s
TEXT
