import { Card, CardBody, Flex, Text, VisuallyHidden } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useSaid } from '../../hooks/useSaid';
import type { UpdateMode } from '../../hooks/useNodeUpdates';
import { StateIcon } from '../../states/StateIcon';
import { toneOf } from '../../states/tone';
import tones from '../../states/tone.module.css';
import { useNodePlace } from '../../states/useNodePlace';
import { usePodsReady } from '../../states/usePodsReady';
import { useStateSentence } from '../../states/useStateSentence';
import { UpdateBadge } from '../shared/UpdateBadge';
import { HeadFigures } from './HeadFigures';
import styles from './Headline.module.css';
import { Reasons } from './Reasons';
import { SyncProgress } from './SyncProgress';

/** The sentence of truth, with the head below it. */
export function Headline(props: {
  node: EthereumNodeDetail;
  mode: UpdateMode;
  intervalMs: number;
}) {
  const { node, mode, intervalMs } = props;
  const { t } = useMessages();
  const said = useSaid();
  const place = useNodePlace(node);
  const podsReady = usePodsReady(node);
  const readiness = node.ready ? t('ready.yes') : t('ready.no');
  const facts = [node.name, place, podsReady, readiness].filter(Boolean);
  const sentence = useStateSentence(node, node.verdict);
  return (
    <Card className={`${styles.headline} ${tones[toneOf(node.state)]}`}>
      <CardBody>
        <Flex direction="column" gap="4">
          <div className={styles.top}>
            <StateIcon state={node.state} size={36} />
            <div className={styles.words}>
              <Text as="h2" variant="title-small" weight="bold">
                {sentence}
              </Text>
              <Text as="p" color="secondary">
                {facts.join(' · ')}
              </Text>
              {node.pollError && (
                <Text as="p" color="secondary">
                  {t('node.pollError', {
                    reason: said.one(node.pollError, node.pollErrorCoded),
                  })}
                </Text>
              )}
            </div>
            <UpdateBadge mode={mode} intervalMs={intervalMs} />
          </div>
          <div className={styles.below}>
            <Reasons node={node} />
            {node.verdict?.progress && (
              <SyncProgress progress={node.verdict.progress} />
            )}
            <HeadFigures node={node} />
          </div>
        </Flex>
        <VisuallyHidden aria-live="polite">
          {node.name}: {t(`state.${node.state}`)}
        </VisuallyHidden>
      </CardBody>
    </Card>
  );
}
