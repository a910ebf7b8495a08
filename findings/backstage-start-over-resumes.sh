#!/usr/bin/env bash
# A Backstage template with the recovery strategy startOver is not started over: after a restart of the backend its task goes on behind the last completed
# step, in a workspace without the files of the steps before.
#
# The types of plugin-scaffolder-common have startOver begin at the first step, and none, the default, mark the task as failed. With task recovery both
# are taken up alike. Where no provider keeps workspaces, and a restart brings new ones, as in a pod, a step that publishes what another has generated
# then publishes nothing, and the task is completed.
#
# Seen with @backstage/plugin-scaffolder-backend 4.2.0 on 2026-11-30; the backend is killed while the second step runs:
#   none       before: generate, publish of 1 file(s)   after: publish of 0 file(s)   completed
#   startOver  before: generate, publish of 1 file(s)   after: publish of 0 file(s)   completed
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
	import { fork } from 'node:child_process';
	import { once } from 'node:events';
	import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
	import { createServer } from 'node:net';
	import { join } from 'node:path';
	import { setTimeout as wait } from 'node:timers/promises';
	import { createBackend } from '@backstage/backend-defaults';
	import { coreServices, createBackendModule, createServiceFactory } from '@backstage/backend-plugin-api';
	import { ConfigReader } from '@backstage/config';
	import { catalogServiceRef } from '@backstage/plugin-catalog-node';
	import { createTemplateAction, scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';

	const template = strategy => ({
	  apiVersion: 'scaffolder.backstage.io/v1beta3',
	  kind: 'Template',
	  metadata: { name: strategy, annotations: { 'backstage.io/managed-by-location': 'url:https://example.com/template.yaml' } },
	  spec: {
	    type: 'service',
	    EXPERIMENTAL_recovery: { EXPERIMENTAL_strategy: strategy },
	    steps: [
	      { id: 'generate', action: 'finding:generate' },
	      { id: 'publish', action: 'finding:publish' },
	    ],
	  },
	});

	// A backend that keeps its database and has new workspaces, as a pod has after a restart. The one that is killed never gets through "publish".
	async function backend(port, run) {
	  const note = (ctx, text) => appendFileSync(`${ctx.task.id}.${run}`, `${text}\n`);
	  const does = {
	    generate(ctx) {
	      writeFileSync(join(ctx.workspacePath, 'README.md'), 'generated');
	      note(ctx, 'generate');
	    },
	    async publish(ctx) {
	      note(ctx, `publish of ${readdirSync(ctx.workspacePath).length} file(s)`);
	      if (run === 'before') await new Promise(() => {});
	    },
	  };
	  const actions = createBackendModule({
	    pluginId: 'scaffolder',
	    moduleId: 'finding',
	    register: env => env.registerInit({
	      deps: { scaffolder: scaffolderActionsExtensionPoint },
	      async init({ scaffolder }) {
	        for (const [name, handler] of Object.entries(does)) scaffolder.addActions(createTemplateAction({ id: `finding:${name}`, handler }));
	      },
	    }),
	  });
	  mkdirSync(`workspaces-${run}`);
	  const config = {
	    backend: {
	      baseUrl: `http://127.0.0.1:${port}`,
	      listen: { host: '127.0.0.1', port: Number(port) },
	      database: { client: 'better-sqlite3', connection: { directory: join(process.cwd(), 'database') } },
	      workingDirectory: join(process.cwd(), `workspaces-${run}`),
	      auth: { dangerouslyDisableDefaultAuthPolicy: true },
	    },
	    scaffolder: { taskRecovery: { enabled: true, staleTimeout: { seconds: 1 } } },
	  };
	  const catalog = { getEntityByRef: async ref => template(String(ref).endsWith('startover') ? 'startOver' : 'none') };
	  const started = createBackend();
	  started.add(createServiceFactory({ service: coreServices.rootConfig, deps: {}, factory: () => new ConfigReader(config) }));
	  started.add(createServiceFactory({ service: catalogServiceRef, deps: {}, factory: () => catalog }));
	  started.add(import('@backstage/plugin-scaffolder-backend'));
	  started.add(actions);
	  await started.start();
	  process.send('ready');
	}

	async function compare() {
	  const free = createServer().listen(0, '127.0.0.1');
	  await once(free, 'listening');
	  const { port } = free.address();
	  free.close();
	  await once(free, 'close');
	  const start = async run => {
	    const child = fork('finding.js', [port, run]);
	    if ((await Promise.race([once(child, 'message'), once(child, 'exit')]))[0] !== 'ready') throw new Error('the backend has not started');
	    return child;
	  };
	  const kill = async child => {
	    child.kill('SIGKILL');
	    await once(child, 'exit');
	  };
	  const ask = async (path, body) => {
	    const post = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	    const response = await fetch(`http://127.0.0.1:${port}/api/scaffolder/v2/tasks${path}`, post);
	    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
	    return response.json();
	  };
	  const steps = (id, run) => readFileSync(`${id}.${run}`, 'utf8').trim().split('\n').join(', ');
	  const publishing = id => { try { return steps(id, 'before').includes('publish'); } catch { return false; } };

	  let child = await start('before');
	  const tasks = {};
	  for (const strategy of ['none', 'startOver'])
	    tasks[strategy] = (await ask('', { templateRef: `template:default/${strategy.toLowerCase()}`, values: {} })).id;
	  while (!Object.values(tasks).every(publishing)) await wait(100);
	  await kill(child);
	  child = await start('after');
	  for (const [strategy, id] of Object.entries(tasks)) {
	    let status;
	    do await wait(200);
	    while (['open', 'processing'].includes(({ status } = await ask(`/${id}`)).status));
	    const ran = `before: ${steps(id, 'before')}   after: ${steps(id, 'after')}`;
	    appendFileSync('seen', `${strategy.padEnd(9)}  ${ran}   ${status}\n`);
	  }
	  await kill(child);
	}

	// A backend ends with the process that has started it.
	process.on('disconnect', () => process.exit());
	await (process.send ? backend(...process.argv.slice(2)) : compare());
JS
timeout 900 npm install --ignore-scripts --no-audit --no-fund --loglevel=error
echo "$package $(node -p "require('./node_modules/$package/package.json').version")"
types=node_modules/@backstage/plugin-scaffolder-common/dist/index.d.ts
grep -q 'startOver - .* from the first step' "$types" && grep -q 'none - .* marked as failed' "$types"
timeout 180 node finding.js >log 2>&1 || { tail log; exit 1; }
cat seen

diff - seen <<-'TEXT'
	none       before: generate, publish of 1 file(s)   after: publish of 0 file(s)   completed
	startOver  before: generate, publish of 1 file(s)   after: publish of 0 file(s)   completed
TEXT
