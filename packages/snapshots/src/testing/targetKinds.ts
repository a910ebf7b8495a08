import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  cp,
  link,
  mkdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** File of the snapshot whose path is unusual in the target. */
export const ODD_PATH = 'geth/chaindata/ancient/bodies.cdat';
const FOLDER = dirname(ODD_PATH);
const PAIR = 'geth/chaindata/pair.sst';
export const ANOTHER_USER = 12_345;

/** Place of an unusual path. */
export interface Place {
  datadir: string;
  /** Target of the restore: the datadir, or `.partial` in it. */
  root: string;
  /** Owner of all files. */
  uid: number;
  /** An unrelated folder with a `file` and a `folder` to link to, and the correct content as `right`. */
  outside: string;
}

/** One kind of unusual path. */
export interface TargetKind {
  name: string;
  /** Result as root, and as the owner of the datadir. */
  root: 'equal' | 'refused';
  owner: 'equal' | 'refused';
  /** In an otherwise empty datadir, it is not a chain for `--if-empty`. */
  looksEmpty?: true;
  /** Only root can make it. */
  needsRoot?: true;
  make(place: Place): Promise<void>;
  /** So that it can be removed again. */
  undo?(place: Place): Promise<void>;
}

const at = ({ root }: Place, path = ODD_PATH) => join(root, path);

/** Replace what is at the odd path. */
async function instead(
  place: Place,
  make: (path: string) => Promise<unknown>,
): Promise<void> {
  await rm(at(place), { recursive: true, force: true });
  await mkdir(dirname(at(place)), { recursive: true });
  await make(at(place));
}

/** @param like - a file outside that it is a copy of */
async function fileThere(place: Place, like = 'file'): Promise<void> {
  await mkdir(dirname(at(place)), { recursive: true });
  await cp(join(place.outside, like), at(place), {
    preserveTimestamps: true,
  });
  await chown(at(place), place.uid, place.uid);
}

/** Wherever it is when the restore has ended: `.partial` is moved. */
async function undone(
  { root, datadir }: Place,
  path: string,
  undo: (path: string) => Promise<unknown>,
): Promise<void> {
  for (const folder of new Set([root, datadir])) {
    if (existsSync(join(folder, path))) await undo(join(folder, path));
  }
}
const umount = (path: string) => run('umount', [path]);

/** Each row of the table in docs/snapshots/reference.md. */
export const targetKinds: TargetKind[] = [
  { name: 'a file', root: 'equal', owner: 'equal', make: fileThere },
  {
    name: 'a file of mode 0444',
    root: 'equal',
    owner: 'equal',
    make: place => fileThere(place).then(() => chmod(at(place), 0o444)),
  },
  {
    name: 'a file that cannot be read (0000)',
    root: 'equal',
    owner: 'refused',
    make: place => fileThere(place).then(() => chmod(at(place), 0)),
  },
  {
    name: 'a hard link to a file outside',
    root: 'equal',
    owner: 'equal',
    make: place =>
      instead(place, path => link(join(place.outside, 'file'), path)),
  },
  {
    name: 'a hard link of mode 0444 to a file outside',
    root: 'equal',
    owner: 'equal',
    make: place =>
      instead(place, async path => {
        await chmod(join(place.outside, 'file'), 0o444);
        await link(join(place.outside, 'file'), path);
      }),
  },
  {
    name: 'a hard link to another file of the snapshot',
    root: 'equal',
    owner: 'equal',
    make: async place => {
      await fileThere(place);
      await rm(at(place, PAIR), { force: true });
      await link(at(place), at(place, PAIR));
    },
  },
  {
    name: 'a hard link to a file that the snapshot does not have',
    root: 'equal',
    owner: 'equal',
    make: async place => {
      await fileThere(place);
      await link(at(place), at(place, 'geth/chaindata/twin.cdat'));
    },
  },
  {
    name: 'a symbolic link to a file outside',
    root: 'refused',
    owner: 'refused',
    make: place =>
      instead(place, path => symlink(join(place.outside, 'file'), path)),
  },
  {
    name: 'a symbolic link to nothing',
    root: 'refused',
    owner: 'refused',
    make: place =>
      instead(place, path => symlink(join(place.outside, 'absent'), path)),
  },
  {
    name: 'a named pipe',
    root: 'refused',
    owner: 'refused',
    make: place => instead(place, path => run('mkfifo', [path])),
  },
  {
    name: 'a socket',
    root: 'refused',
    owner: 'refused',
    looksEmpty: true,
    make: place =>
      instead(place, async path => {
        const server = createServer();
        // A path of a socket is short.
        const short = join(place.outside, '..', 's');
        await new Promise<void>(resolve => server.listen(short, resolve));
        await link(short, path);
        await new Promise(resolve => server.close(resolve));
      }),
  },
  {
    name: 'a device',
    root: 'refused',
    owner: 'refused',
    needsRoot: true,
    make: place => instead(place, path => run('mknod', [path, 'c', '1', '3'])),
  },
  {
    name: 'an empty folder',
    root: 'refused',
    owner: 'refused',
    looksEmpty: true,
    make: place => instead(place, path => mkdir(path)),
  },
  {
    name: 'a folder that holds a file',
    root: 'refused',
    owner: 'refused',
    make: place =>
      instead(place, async path => {
        await mkdir(path);
        await writeFile(join(path, 'x'), 'x');
      }),
  },
  {
    name: 'below a file instead of a folder',
    root: 'refused',
    owner: 'refused',
    make: async place => {
      await rm(at(place, FOLDER), { recursive: true, force: true });
      await mkdir(dirname(at(place, FOLDER)), { recursive: true });
      await writeFile(at(place, FOLDER), 'x');
    },
  },
  {
    name: 'below a symbolic link to a folder outside',
    root: 'refused',
    owner: 'refused',
    make: async place => {
      await rm(at(place, FOLDER), { recursive: true, force: true });
      await mkdir(dirname(at(place, FOLDER)), { recursive: true });
      await symlink(join(place.outside, 'folder'), at(place, FOLDER));
    },
  },
  {
    name: 'in a folder of mode 0555',
    root: 'equal',
    owner: 'equal',
    make: async place => {
      await fileThere(place);
      await chmod(at(place, FOLDER), 0o555);
    },
    undo: place => undone(place, FOLDER, path => chmod(path, 0o755)),
  },
  {
    name: 'absent, in a folder of mode 0555',
    root: 'equal',
    owner: 'refused',
    looksEmpty: true,
    make: async place => {
      await rm(at(place), { force: true });
      await mkdir(at(place, FOLDER), { recursive: true });
      await chmod(at(place, FOLDER), 0o555);
    },
    undo: place => undone(place, FOLDER, path => chmod(path, 0o755)),
  },
  {
    name: 'a file of another user',
    root: 'equal',
    owner: 'equal',
    needsRoot: true,
    make: async place => {
      await fileThere(place);
      await chown(at(place), ANOTHER_USER, ANOTHER_USER);
    },
  },
  {
    name: 'a file of another user that everyone may write',
    root: 'equal',
    owner: 'equal',
    needsRoot: true,
    make: async place => {
      await fileThere(place);
      await chmod(at(place), 0o666);
      await chown(at(place), ANOTHER_USER, ANOTHER_USER);
    },
  },
  {
    name: 'a file of another user that others cannot read',
    root: 'equal',
    owner: 'refused',
    needsRoot: true,
    make: async place => {
      await fileThere(place);
      await chmod(at(place), 0o600);
      await chown(at(place), ANOTHER_USER, ANOTHER_USER);
    },
  },
  {
    name: 'in a folder of another user',
    root: 'equal',
    owner: 'equal',
    needsRoot: true,
    make: async place => {
      await fileThere(place);
      await chown(at(place, FOLDER), ANOTHER_USER, ANOTHER_USER);
    },
  },
  {
    name: 'an immutable file',
    root: 'refused',
    owner: 'refused',
    needsRoot: true,
    make: async place => {
      await fileThere(place);
      await run('chattr', ['+i', at(place)]);
    },
    undo: place => run('chattr', ['-i', at(place)]).then(() => {}),
  },
  {
    name: 'an immutable file that is as it should be',
    root: 'equal',
    owner: 'equal',
    needsRoot: true,
    make: async place => {
      await fileThere(place, 'right');
      await run('chattr', ['+i', at(place)]);
    },
    undo: place => undone(place, ODD_PATH, path => run('chattr', ['-i', path])),
  },
  {
    name: 'a file that is mounted from outside',
    root: 'refused',
    owner: 'refused',
    needsRoot: true,
    make: async place => {
      await fileThere(place);
      await run('mount', ['--bind', join(place.outside, 'file'), at(place)]);
    },
    undo: place => undone(place, ODD_PATH, umount),
  },
  {
    name: 'in a folder that is mounted from elsewhere',
    root: 'equal',
    owner: 'equal',
    needsRoot: true,
    make: async place => {
      await mkdir(at(place, FOLDER), { recursive: true });
      await run('mount', ['-t', 'tmpfs', 'x', at(place, FOLDER)]);
      await fileThere(place);
    },
    undo: place => undone(place, FOLDER, umount),
  },
];
