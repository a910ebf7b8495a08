import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { root } from '../install/packages';
import { problemsOf, wiringProblems } from './exported';

const plugin = join(root, 'plugins/ethereum-nodes');
const { scalprum } = JSON.parse(
  readFileSync(join(plugin, 'package.json'), 'utf8'),
);

let folder: string;
const write = (file: string, text: string) =>
  writeFileSync(join(folder, file), text);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nodeyard-exported-'));
  mkdirSync(join(folder, 'dist-scalprum'));
  // The parts of what @red-hat-developer-hub/cli 1.9.1 writes that are looked at.
  write(
    'dist-scalprum/plugin-manifest.json',
    JSON.stringify({ name: scalprum.name, loadScripts: ['entry.js'] }),
  );
  write('dist-scalprum/entry.js', 'var m={PluginRoot:()=>a,Legacy:()=>b};');
  mkdirSync(join(folder, 'dist'));
  write('dist/mf-manifest.json', JSON.stringify({ exposes: [{ name: '.' }] }));
  cpSync(
    join(plugin, 'app-config.dynamic.yaml'),
    join(folder, 'app-config.dynamic.yaml'),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the dynamic plugin', () => {
  it('exposes both frontend systems', () => {
    assert.deepEqual(Object.keys(scalprum.exposedModules), [
      'PluginRoot',
      'Legacy',
    ]);
    assert.deepEqual(problemsOf(folder, plugin), []);
  });

  it('is refused without a module, a script or a manifest', () => {
    write('dist-scalprum/entry.js', 'var m={PluginRoot:()=>a};');
    assert.deepEqual(problemsOf(folder, plugin), [
      'the module Legacy is not exposed',
    ]);
    write('dist/mf-manifest.json', JSON.stringify({ exposes: [] }));
    assert.deepEqual(problemsOf(folder, plugin), [
      'the module Legacy is not exposed',
      'dist/mf-manifest.json does not expose the main entry',
    ]);
    rmSync(join(folder, 'dist-scalprum/entry.js'));
    assert.match(
      ensurePresent(problemsOf(folder, plugin)[0]),
      /names entry\.js/,
    );
    rmSync(join(folder, 'dist-scalprum/plugin-manifest.json'));
    assert.match(
      ensurePresent(problemsOf(folder, plugin)[0]),
      /nothing was exported/,
    );
  });

  it('is wired with what it exports', () => {
    assert.deepEqual(wiringProblems(folder, scalprum, plugin), []);
  });

  it('is not wired with what it does not export', () => {
    const config = readFileSync(
      join(folder, 'app-config.dynamic.yaml'),
      'utf8',
    );
    write(
      'app-config.dynamic.yaml',
      config
        .replace('EthereumNodesPage', 'FleetPage')
        .replace('- isEthereumNodeAvailable', '- isNode'),
    );
    assert.deepEqual(wiringProblems(folder, scalprum, plugin), [
      'app-config.dynamic.yaml names FleetPage, which ./src/legacy.ts does not export',
      'app-config.dynamic.yaml names isNode, which ./src/legacy.ts does not export',
    ]);
  });
});
