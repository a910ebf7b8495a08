#!/usr/bin/env bash
# With task recovery, a step with failure() or always() of a Backstage template runs once for all runs of a task: after Retry a task is completed whose
# work such a step has undone.
#
# By the changelog a step with always() runs whatever came of the steps before it, and a task that is recovered goes on after its last completed step. A
# step that undoes things counts as completed, and so does the step whose work it undid: Retry skips both, however idempotent their actions are.
# A notice by always() is not sent again either.
#
# Seen with @backstage/plugin-scaffolder-backend 4.2.0 on 2026-11-30:
#   task recovery off, first run: failed     ran create configure undo report  created: no
#   task recovery off, Retry:     completed  ran create configure report       created: yes
#   task recovery on,  first run: failed     ran create configure undo report  created: no
#   task recovery on,  Retry:     completed  ran configure                     created: no
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
	    steps: [
	      { id: 'create', action: 'finding:create' },
	      { id: 'configure', action: 'finding:configure' },
	      { id: 'undo', action: 'finding:undo', if: '${{ failure() }}' },
	      { id: 'report', action: 'finding:report', if: '${{ always() }}' },
	    ],
	  },
	};

	let created, ready;
	let ran = [];
	const does = {
	  create: () => { created = true; },
	  configure: () => { if (!ready) throw new Error('not ready yet'); },
	  undo: () => { created = false; },
	  report: () => {},
	};
	const actions = createBackendModule({
	  pluginId: 'scaffolder',
	  moduleId: 'finding',
	  register: env => env.registerInit({
	    deps: { scaffolder: scaffolderActionsExtensionPoint },
	    async init({ scaffolder }) {
	      for (const [name, act] of Object.entries(does))
	        scaffolder.addActions(createTemplateAction({ id: `finding:${name}`, async handler() { ran.push(name); act(); } }));
	    },
	  }),
	});

	for (const enabled of [false, true]) {
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
	    scaffolder: { taskRecovery: { enabled } },
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
	  const finished = async (id, run) => {
	    let status;
	    do await wait(100);
	    while (['open', 'processing'].includes(({ status } = await ask(`/${id}`)).status));
	    const recovery = `task recovery ${enabled ? 'on, ' : 'off,'} ${`${run}:`.padEnd(10)}`;
	    appendFileSync('seen', `${recovery} ${status.padEnd(9)}  ran ${ran.join(' ').padEnd(28)}  created: ${created ? 'yes' : 'no'}\n`);
	    ran = [];
	  };
	  created = ready = false;
	  const { id } = await ask('', { templateRef: 'template:default/finding', values: {} });
	  await finished(id, 'first run');
	  ready = true;
	  await ask(`/${id}/retry`, {});
	  await finished(id, 'Retry');
	  await backend.stop();
	}
	process.exit();
JS
timeout 900 npm install --ignore-scripts --no-audit --no-fund --loglevel=error
echo "$package $(node -p "require('./node_modules/$package/package.json').version")"
timeout 120 node finding.js >log 2>&1 || { tail log; exit 1; }
cat seen

diff - seen <<-'TEXT'
	task recovery off, first run: failed     ran create configure undo report  created: no
	task recovery off, Retry:     completed  ran create configure report       created: yes
	task recovery on,  first run: failed     ran create configure undo report  created: no
	task recovery on,  Retry:     completed  ran configure                     created: no
TEXT
