#!/usr/bin/env bash
# All iterations of a step with "each" of a Backstage template share their checkpoints: on Retry the result of one stands for those that never ran.
#
# A checkpoint is kept by the step and the key that the action gives it, and the documentation's examples have constant keys. Such an action works in a
# step of its own, and with "each" until a run fails. On Retry every iteration gets the checkpoint of the one that succeeded: what the others would have
# made is never made, their outputs are wrong, and the task is completed. An action has to put its input into the key. Task recovery is off here, as it
# is by default, so that Retry runs every step again.
#
# Seen with @backstage/plugin-scaffolder-backend 4.2.0 on 2026-11-30, each: [a, b, c], where b fails in the first run before it comes to its checkpoint:
#   key create,      first run: failed     made a
#   key create,      Retry:     completed  made nothing  outputs a a a
#   key create.NAME, first run: failed     made a
#   key create.NAME, Retry:     completed  made b c      outputs a b c
set -euo pipefail
package=@backstage/plugin-scaffolder-backend version=4.2.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# The backend asks for better-sqlite3 12, which would be compiled; 13 brings its binary along.
cat >package.json <<-TEXT
	{
	  "name": "finding", "version": "1.0.0", "private": true, "type": "module",
	  "dependencies": {
	    "@backstage/backend-defaults": "0.18.0", "@backstage/backend-plugin-api": "1.10.1", "@backstage/config": "1.3.9",
	    "@backstage/plugin-catalog-node": "2.2.5", "$package": "$version", "@backstage/plugin-scaffolder-node": "0.13.7",
	    "better-sqlite3": "13.2.0"
	  },
	  "overrides": { "better-sqlite3": "13.2.0" }
	}
TEXT
cat >finding.js <<-'JS'
	import { appendFileSync } from 'node:fs';
	import { createServer } from 'node:net';
	import { setTimeout as wait } from 'node:timers/promises';
	import { createBackend } from '@backstage/backend-defaults';
	import { coreServices, createBackendModule, createServiceFactory } from '@backstage/backend-plugin-api';
	import { ConfigReader } from '@backstage/config';
	import { catalogServiceRef } from '@backstage/plugin-catalog-node';
	import { createTemplateAction, scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';

	const template = {
	  apiVersion: 'scaffolder.backstage.io/v1beta3',
	  kind: 'Template',
	  metadata: { name: 'finding', annotations: { 'backstage.io/managed-by-location': 'url:https://example.com/template.yaml' } },
	  spec: {
	    type: 'service',
	    parameters: { properties: { key: { type: 'string' } } },
	    steps: [
	      {
	        id: 'create',
	        each: ['a', 'b', 'c'],
	        action: 'finding:create',
	        input: { name: '${{ each.value }}', key: '${{ "create." + each.value if parameters.own else "create" }}' },
	      },
	    ],
	    output: { text: [{ content: '${{ steps.create.output.made | dump }}' }] },
	  },
	};

	let ready;
	let made = [];
	const actions = createBackendModule({
	  pluginId: 'scaffolder',
	  moduleId: 'finding',
	  register: env => env.registerInit({
	    deps: { scaffolder: scaffolderActionsExtensionPoint },
	    async init({ scaffolder }) {
	      scaffolder.addActions(createTemplateAction({
	        id: 'finding:create',
	        schema: { input: { name: z => z.string(), key: z => z.string() }, output: { made: z => z.string() } },
	        async handler(ctx) {
	          const { name, key } = ctx.input;
	          if (name === 'b' && !ready) throw new Error('b is not ready yet');
	          ctx.output('made', await ctx.checkpoint({ key, fn: async () => { made.push(name); return name; } }));
	        },
	      }));
	    },
	  }),
	});

	const free = createServer().listen(0, '127.0.0.1');
	await new Promise(listening => free.once('listening', listening));
	const { port } = free.address();
	await new Promise(closed => free.close(closed));
	const baseUrl = `http://127.0.0.1:${port}`;
	const config = {
	  backend: {
	    baseUrl,
	    listen: { host: '127.0.0.1', port },
	    database: { client: 'better-sqlite3', connection: ':memory:' },
	    workingDirectory: process.cwd(),
	    auth: { dangerouslyDisableDefaultAuthPolicy: true },
	  },
	};
	const backend = createBackend();
	backend.add(createServiceFactory({ service: coreServices.rootConfig, deps: {}, factory: () => new ConfigReader(config) }));
	backend.add(createServiceFactory({ service: catalogServiceRef, deps: {}, factory: () => ({ getEntityByRef: async () => template }) }));
	backend.add(import('@backstage/plugin-scaffolder-backend'));
	backend.add(actions);
	await backend.start();

	const ask = async (path, body) => {
	  const post = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	  const response = await fetch(`${baseUrl}/api/scaffolder/v2/tasks${path}`, post);
	  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
	  return response.json();
	};
	for (const own of [false, true]) {
	  const finished = async (id, run) => {
	    let status;
	    do await wait(100);
	    while (['open', 'processing'].includes(({ status } = await ask(`/${id}`)).status));
	    const { output } = (await ask(`/${id}/events`)).find(event => event.type === 'completion').body;
	    const outputs = output ? `outputs ${JSON.parse(output.text[0].content).join(' ')}` : '';
	    const line = [`key ${own ? 'create.NAME,' : 'create,     '} ${`${run}:`.padEnd(10)} ${status.padEnd(9)}`, `made ${(made.join(' ') || 'nothing').padEnd(7)}`, outputs].join('  ');
	    appendFileSync('seen', `${line.trimEnd()}\n`);
	    made = [];
	  };
	  ready = false;
	  const { id } = await ask('', { templateRef: 'template:default/finding', values: { own } });
	  await finished(id, 'first run');
	  ready = true;
	  await ask(`/${id}/retry`, {});
	  await finished(id, 'Retry');
	}
	process.exit();
JS
timeout 900 npm install --ignore-scripts --no-audit --no-fund --loglevel=error
echo "$package $(node -p "require('./node_modules/$package/package.json').version")"
timeout 120 node finding.js >log 2>&1 || { tail log; exit 1; }
cat seen

diff - seen <<-'TEXT'
	key create,      first run: failed     made a
	key create,      Retry:     completed  made nothing  outputs a a a
	key create.NAME, first run: failed     made a
	key create.NAME, Retry:     completed  made b c      outputs a b c
TEXT
