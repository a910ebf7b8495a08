import type { NodeChangeKind } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  RiBox3Line,
  RiGitCommitLine,
  RiRestartLine,
  RiSettings3Line,
  RiUploadCloud2Line,
} from '@remixicon/react';
import type { RemixiconComponentType } from '@remixicon/react';
import styles from './timeline.module.css';

const icons: Record<NodeChangeKind, RemixiconComponentType> = {
  version: RiUploadCloud2Line,
  image: RiBox3Line,
  revision: RiGitCommitLine,
  configuration: RiSettings3Line,
  pod: RiRestartLine,
  restart: RiRestartLine,
};

/** Decorative: always stands beside the words. */
export function ChangeIcon(props: { kind: NodeChangeKind }) {
  const Icon = icons[props.kind];
  return (
    <span className={styles.icon} aria-hidden>
      <Icon size={16} />
    </span>
  );
}
