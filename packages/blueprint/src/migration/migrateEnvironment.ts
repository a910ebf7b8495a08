import { isScalar, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { DEFAULT_POLICIES, formerClientKeys, formerKeys } from './formerKeys';
import type { FormerKey } from './formerKeys';
import {
  addComment,
  ensureMapping,
  isMapping,
  keyOf,
  mappingAt,
  pairsOf,
  takeOut,
} from './mappings';
import type { Mapping } from './mappings';
import { commonPaths } from './valuesFiles';
import type { ValuesFile } from './valuesFiles';
import type { Values } from '../values/setting';

/** An environment in the new shape, or why it cannot be brought there. */
export type Migration =
  | { ok: true; text: string; changes: string[] }
  | { ok: false; problems: string[] };

class Run {
  readonly problems: string[] = [];
  readonly changes: string[] = [];
  private readonly document: Document;
  private readonly files: readonly ValuesFile[];

  constructor(document: Document, files: readonly ValuesFile[]) {
    this.document = document;
    this.files = files;
  }

  migrate(top: Mapping): void {
    if (top.has('only')) {
      this.problems.push(
        'only: each node and pool is a release of its own. Remove it.',
      );
    }
    this.renameBuilder(top);
    for (const kind of ['nodes', 'serve']) {
      const releases = mappingAt(top, kind);
      for (const pair of releases?.items ?? []) {
        if (isMapping(pair.value)) {
          this.node(pair.value, `${kind}.${keyOf(pair)}.`);
        }
      }
    }
    const ofPools = mappingAt(top, 'serveDefaults');
    if (ofPools) this.node(ofPools, 'serveDefaults.');
    const defaults = mappingAt(top, 'nodeDefaults');
    if (defaults) {
      this.node(defaults, 'nodeDefaults.');
      this.warnOfPrecedence(defaults);
      this.lift(top, 'nodeDefaults', '');
    }
    for (const pair of mappingAt(top, 'clients')?.items ?? []) {
      if (isMapping(pair.value)) {
        const at = `clients.${keyOf(pair)}.`;
        this.rename(pair.value, formerClientKeys, at);
      }
    }
    const gateway = mappingAt(top, 'exposure', 'gateway');
    if (gateway) this.gateway(gateway);
  }

  /** Files of values/ had precedence over `nodeDefaults` for keys of a client; the environment has precedence over them. */
  private warnOfPrecedence(defaults: Mapping): void {
    const { execution, consensus } = defaults.toJSON();
    for (const { file, values } of this.files) {
      for (const key of commonPaths(
        { ...(execution && { execution }), ...(consensus && { consensus }) },
        values,
      )) {
        this.changes.push(
          `${key} overrides ${file}, which overrode nodeDefaults.${key}. Remove it to keep the value of the file.`,
        );
      }
    }
  }

  private node(node: Mapping, at: string): void {
    // In its place, with the comment above it.
    if (!node.has('autoscaling')) {
      const replicas = node.items.find(pair => keyOf(pair) === 'replicas');
      if (replicas && isMapping(replicas.value) && isScalar(replicas.key)) {
        replicas.key.value = 'autoscaling';
        for (const pair of replicas.value.items) {
          const name = keyOf(pair) ?? '';
          if (isScalar(pair.key) && (name === 'min' || name === 'max')) {
            pair.key.value = `${name}Replicas`;
          }
        }
        this.changes.push(`${at}replicas is ${at}autoscaling`);
      }
    }
    this.rename(node, formerKeys, at);
    this.lift(node, 'scheduling', at);
  }

  private gateway(gateway: Mapping): void {
    const at = 'exposure.gateway.';
    this.lift(gateway, 'scheduling', at);
    this.remove(gateway, 'enabled', at);
    for (const pair of mappingAt(gateway, 'upstreams')?.items ?? []) {
      if (isMapping(pair.value)) {
        this.remove(pair.value, 'of', `${at}upstreams.${keyOf(pair)}.`);
      }
    }
  }

  private remove(map: Mapping, key: string, at: string): void {
    if (takeOut(map, key)) this.changes.push(`${at}${key} is removed`);
  }

  private rename(map: Mapping, keys: readonly FormerKey[], at: string): void {
    for (const key of keys) {
      const path = key.former.split('.');
      const parent = mappingAt(map, ...path.slice(0, -1));
      const last = path[path.length - 1] ?? '';
      if (!parent?.has(last)) continue;
      const value: unknown = parent.get(last);
      if (map.hasIn(key.name.split('.')) && key.field === undefined) {
        this.problems.push(
          `${at}${key.former} and ${at}${key.name} are both set. Remove ${at}${key.former}, which is the former name.`,
        );
        continue;
      }
      const target = key.name.split('.');
      const into = ensureMapping(this.document, map, target.slice(0, -1));
      const name = target[target.length - 1] ?? '';
      const pair = takeOut(parent, last);
      if (!pair) continue;
      if (key.field === undefined) {
        const scalar: unknown = pair.key;
        if (isScalar(scalar)) scalar.value = name;
        const renamed = key.values?.[String(value)];
        if (renamed !== undefined && isScalar(pair.value)) {
          pair.value.value = renamed;
        }
        into.items.push(pair);
      } else {
        const policy = {
          ...(DEFAULT_POLICIES[key.name] ?? {}),
          ...firstPolicy(into, name),
          [key.field]: value,
        };
        into.set(
          this.document.createNode(name),
          this.document.createNode([policy], { flow: true }),
        );
      }
      this.changes.push(`${at}${key.former} is ${at}${key.name}`);
      this.dropEmpty(map, path.slice(0, -1));
    }
  }

  /** Removes mappings that a moved key has left empty. */
  private dropEmpty(map: Mapping, path: readonly string[]): void {
    for (let length = path.length; length > 0; length--) {
      const steps = path.slice(0, length);
      const left = mappingAt(map, ...steps);
      if (!left || left.items.length > 0) return;
      map.deleteIn(steps);
    }
  }

  /** Moves the keys of a block to the mapping that has it, in its place. */
  private lift(map: Mapping, key: string, at: string): void {
    const block = map.get(key, true);
    const index = map.items.findIndex(pair => keyOf(pair) === key);
    if (!isMapping(block) || index < 0) {
      if (index >= 0) this.remove(map, key, at);
      return;
    }
    const pairs = pairsOf(block);
    for (const pair of pairs) this.unindent(pair.value);
    const taken = map.items[index];
    const comment = taken?.key.commentBefore;
    const isSpaced = taken?.key.spaceBefore;
    const merged: typeof pairs = [];
    for (const pair of pairs) {
      const name = keyOf(pair) ?? '';
      const present = map.get(name, true);
      if (present === undefined) {
        merged.push(pair);
      } else if (isMapping(present) && isMapping(pair.value)) {
        this.merge(present, pair.value, `${at}${name}`, `${at}${key}.${name}`);
      } else {
        this.problems.push(
          `${at}${key}.${name} and ${at}${name} are both set. Remove one of them.`,
        );
      }
    }
    const [first] = merged;
    if (first && comment) addComment(first, comment);
    if (first && isSpaced) first.key.spaceBefore = true;
    map.items.splice(index, 1, ...merged);
    this.changes.push(
      `the keys of ${at}${key} are keys of ${
        at === '' ? 'the environment' : at.slice(0, -1)
      }`,
    );
  }

  /** Lays a mapping over another; what both set is a problem. */
  private merge(
    below: Mapping,
    above: Mapping,
    at: string,
    former: string,
  ): void {
    for (const pair of pairsOf(above)) {
      const name = keyOf(pair) ?? '';
      const present = below.get(name, true);
      if (present === undefined) {
        below.items.push(pair);
      } else if (isMapping(present) && isMapping(pair.value)) {
        this.merge(present, pair.value, `${at}.${name}`, `${former}.${name}`);
      } else {
        this.problems.push(
          `${former}.${name} and ${at}.${name} are both set. Remove one of them.`,
        );
      }
    }
  }

  /** A flow mapping over several lines is written as a block where it moves. */
  private unindent(value: unknown): void {
    if (isMapping(value) && value.flow && value.items.length > 2) {
      value.flow = false;
    }
  }

  /** `snapshots` at the top was the image and resources of the program. */
  private renameBuilder(top: Mapping): void {
    const pair = top.items.find(item => keyOf(item) === 'snapshots');
    if (!pair || !isMapping(pair.value) || !isBuilder(pair.value, top)) return;
    if (top.has('snapshotBuilder')) {
      this.problems.push(
        'snapshots and snapshotBuilder are both set. Remove snapshots.',
      );
      return;
    }
    if (isScalar(pair.key)) pair.key.value = 'snapshotBuilder';
    this.changes.push('snapshots is snapshotBuilder');
  }
}

/**
 * Brings `environments/<name>.yaml` from the shape in which a chart had maps of nodes and their defaults to the one in which
 * each node is a release: keys of `nodeDefaults` stand at the top, as do those of `scheduling`. Comments stay where they are, and
 * a file that is in the new shape stays byte for byte.
 *
 * @param filesFor - files of values/ that had precedence over `nodeDefaults` of the environment
 */
export function migrateEnvironment(
  text: string,
  filesFor: (environment: Values) => readonly ValuesFile[] = () => [],
): Migration {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { ok: false, problems: [error.message] };
  const top: unknown = document.contents;
  if (!isMapping(top)) {
    return { ok: false, problems: ['The file is not a YAML mapping.'] };
  }
  keepPadding(document, text);
  const run = new Run(document, filesFor(document.toJS()));
  run.migrate(top);
  if (run.problems.length > 0) return { ok: false, problems: run.problems };
  return {
    ok: true,
    text:
      run.changes.length === 0
        ? text
        : document.toString({ lineWidth: 0, flowCollectionPadding: true }),
    changes: run.changes,
  };
}

/** Writes each flow mapping and list with the padding that it has: `[a]`, `{ a: b }`. */
function keepPadding(document: Document, text: string): void {
  visit(document, {
    Collection(_, node) {
      const start = node.range?.[0];
      if (!node.flow || start === undefined) return;
      const flowCollectionPadding = /\s/.test(text[start + 1] ?? '') ? ' ' : '';
      const write = node.toString.bind(node);
      node.toString = (context, ...rest) =>
        write(context && { ...context, flowCollectionPadding }, ...rest);
    },
  });
}

/**
 * Whether `snapshots` at the top is the program's image and resources, and not yet the settings of all nodes. Resources alone are
 * the program's where the file has `nodeDefaults`.
 */
function isBuilder(block: Mapping, top: Mapping): boolean {
  const keys = block.items.map(pair => keyOf(pair) ?? '');
  return (
    keys.every(key => ['image', 'resources'].includes(key)) &&
    (block.has('image') || top.has('nodeDefaults'))
  );
}

function firstPolicy(map: Mapping, name: string): Record<string, unknown> {
  const list = map.get(name);
  const [first] = (
    typeof list === 'object' && list !== null && 'toJSON' in list
      ? (list as { toJSON(): unknown[] }).toJSON()
      : []
  ) as Record<string, unknown>[];
  return first ?? {};
}
