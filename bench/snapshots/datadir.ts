import { createCipheriv, createHash } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../../tests/ensurePresent';

/*
 * A datadir like geth's, of any size, from a seed: tables that are written once (60 %), freezer files that grow (30 %) and
 * one MDBX file that changes in place (10 %). Each kind compresses about as well as the real one.
 */
const MIB = 2 ** 20;
const TABLE_BYTES = 8 * MIB;
const FREEZER_BYTES = 256 * MIB;
const PAGE_BYTES = 4096;
const CELL_BYTES = 64;
/** Part of 64-byte cells that cannot be compressed. */
const RANDOMNESS = { table: 0.75, freezer: 0.9, mdbx: 0.5 };
const CHANGED = 0.05;

const TABLES = 'geth/chaindata';
const FREEZER = 'geth/chaindata/ancient/chain';
const MDBX = 'db/mdbx.dat';

export interface Size {
  files: number;
  bytes: number;
}

export function makeDatadir(root: string, bytes: number): Size {
  for (const folder of [TABLES, FREEZER, 'geth/triedb', 'db']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  for (const name of ['MANIFEST-000001', 'OPTIONS-000001']) {
    writeFileSync(join(root, TABLES, name), 'synthetic\n');
  }
  const count = Math.max(2, Math.round((bytes * 0.6) / TABLE_BYTES));
  for (let n = 0; n < count; n++) {
    fill(
      join(root, TABLES, tableName(n)),
      0,
      TABLE_BYTES,
      `table ${n}`,
      RANDOMNESS.table,
    );
  }
  for (let n = 0, left = bytes * 0.3; left > 0; n++, left -= FREEZER_BYTES) {
    fill(
      join(root, FREEZER, freezerName(n)),
      0,
      Math.ceil(Math.min(left, FREEZER_BYTES)),
      `freezer ${n}`,
      RANDOMNESS.freezer,
    );
  }
  fill(
    join(root, MDBX),
    0,
    Math.ceil((bytes * 0.1) / PAGE_BYTES) * PAGE_BYTES,
    'mdbx',
    RANDOMNESS.mdbx,
  );
  stopCleanly(root);
  return sizeOf(root);
}

/** What a node does in a day: a twentieth of the tables is replaced, the freezer grows, pages change; all from the seed. */
export function runOn(root: string, seed: string): Size {
  const names = readdirSync(join(root, TABLES))
    .filter(name => name.endsWith('.sst'))
    .sort();
  const replaced = Math.max(1, Math.round(names.length * CHANGED));
  const last = Number(ensurePresent(names[names.length - 1]).slice(0, 6));
  for (let n = 0; n < replaced; n++) {
    rmSync(
      join(
        root,
        TABLES,
        ensurePresent(names[Math.floor((n * names.length) / replaced)]),
      ),
    );
    fill(
      join(root, TABLES, tableName(last + 1 + n)),
      0,
      TABLE_BYTES,
      `table ${seed}.${n}`,
      RANDOMNESS.table,
    );
  }
  const freezers = readdirSync(join(root, FREEZER)).sort();
  const newest = join(
    root,
    FREEZER,
    ensurePresent(freezers[freezers.length - 1]),
  );
  const grown = statSync(newest).size;
  fill(
    newest,
    grown,
    Math.ceil(freezers.length * FREEZER_BYTES * CHANGED * 0.2),
    `growth ${seed}`,
    RANDOMNESS.freezer,
  );
  changePages(join(root, MDBX), seed);
  stopCleanly(root);
  return sizeOf(root);
}

/** geth's evidence of a clean stop is newer than its start. */
export function stopCleanly(root: string): void {
  writeFileSync(
    join(root, 'geth/triedb/merkle.journal'),
    content('journal', 40_000, 1),
  );
}

function changePages(path: string, seed: string): void {
  const pages = statSync(path).size / PAGE_BYTES;
  const fd = openSync(path, 'r+');
  const runs = Math.ceil((pages * CHANGED) / 4);
  const places = createHash('sha256').update(`pages ${seed}`).digest();
  for (let n = 0; n < runs; n++) {
    const at =
      (n * Math.floor(pages / runs) +
        (ensurePresent(places[n % 32]) %
          Math.max(1, Math.floor(pages / runs)))) %
      pages;
    writeSync(
      fd,
      content(`page ${seed}.${n}`, PAGE_BYTES, RANDOMNESS.mdbx),
      0,
      PAGE_BYTES,
      at * PAGE_BYTES,
    );
  }
  closeSync(fd);
  const now = Date.now() / 1000;
  utimesSync(path, now, now);
}

function fill(
  path: string,
  offset: number,
  bytes: number,
  seed: string,
  randomness: number,
): void {
  const fd = openSync(path, offset === 0 ? 'w' : 'r+');
  for (let at = 0; at < bytes; at += TABLE_BYTES) {
    const block = content(
      `${seed} ${at}`,
      Math.min(TABLE_BYTES, bytes - at),
      randomness,
    );
    writeSync(fd, block, 0, block.length, offset + at);
  }
  ftruncateSync(fd, offset + bytes);
  closeSync(fd);
}

const zeros = Buffer.alloc(TABLE_BYTES);
const dictionary = stream('dictionary', 256 * CELL_BYTES);

/** Random bytes from a seed, with the rest of the cells taken from a small dictionary. */
function content(seed: string, bytes: number, randomness: number): Buffer {
  const block = stream(seed, bytes);
  const random = Math.round(randomness * 256);
  for (let at = 0; at + CELL_BYTES <= bytes; at += CELL_BYTES) {
    if (ensurePresent(block[at]) >= random) {
      dictionary.copy(
        block,
        at + 4,
        ensurePresent(block[at + 1]) * CELL_BYTES,
        ensurePresent(block[at + 1]) * CELL_BYTES + CELL_BYTES - 4,
      );
    }
  }
  return block;
}

function stream(seed: string, bytes: number): Buffer {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(
    zeros.subarray(0, bytes),
  );
}

function tableName(n: number): string {
  return `${String(n + 1).padStart(6, '0')}.sst`;
}

function freezerName(n: number): string {
  return `bodies.${String(n).padStart(4, '0')}.cdat`;
}

export function sizeOf(root: string): Size {
  const files = readdirSync(root, {
    recursive: true,
    withFileTypes: true,
  }).filter(entry => entry.isFile());
  return {
    files: files.length,
    bytes: files.reduce(
      (total, file) => total + statSync(join(file.parentPath, file.name)).size,
      0,
    ),
  };
}
