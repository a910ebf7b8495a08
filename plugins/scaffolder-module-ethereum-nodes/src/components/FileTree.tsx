import { Text } from '@backstage/ui';
import { formatBytes } from '@nodeyard/ethereum';
import type { RepositoryPreview } from '@nodeyard/blueprint/form';
import { useMemo } from 'react';
import { treeOf } from '../fileTree';
import type { TreeEntry } from '../fileTree';
import { useFormLanguage } from '../useFormLanguage';
import styles from './FileTree.module.css';

/** Files as a tree of folders that open by themselves, without code: as details of HTML. */
export function FileTree(props: { files: RepositoryPreview['files'] }) {
  const { files } = props;
  const { t, language } = useFormLanguage();
  const entries = useMemo(() => treeOf(files), [files]);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <>
      <Text as="p">
        {t('files.total', {
          files: String(files.length),
          size: formatBytes(bytes, language.locale),
        })}
      </Text>
      <Entries entries={entries} />
    </>
  );
}

function Entries(props: { entries: readonly TreeEntry[] }) {
  return (
    <ul className={styles.entries}>
      {props.entries.map(entry => (
        <li key={entry.name}>
          {entry.entries ? (
            <Folder entry={entry} entries={entry.entries} />
          ) : (
            <File entry={entry} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Folder(props: { entry: TreeEntry; entries: readonly TreeEntry[] }) {
  const { t, language } = useFormLanguage();
  const { name, files, bytes } = props.entry;
  return (
    <details className={styles.folder}>
      <summary>
        {t('files.folder', {
          name: `${name}/`,
          files: String(files),
          size: formatBytes(bytes, language.locale),
        })}
      </summary>
      <Entries entries={props.entries} />
    </details>
  );
}

function File(props: { entry: TreeEntry }) {
  const { language } = useFormLanguage();
  const { name, bytes } = props.entry;
  return (
    <span className={styles.file}>
      <span>{name}</span>{' '}
      <span className={styles.size}>{formatBytes(bytes, language.locale)}</span>
    </span>
  );
}
