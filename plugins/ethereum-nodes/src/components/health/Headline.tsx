import { Card, CardBody, Flex, Text, VisuallyHidden } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import type { UpdateMode } from '../../hooks/useNodeUpdates';
import { StateIcon } from '../../states/StateIcon';
import { stateEntry } from '../../states/stateTable';
import tones from '../../states/tone.module.css';
import { useNodeLocation } from '../../states/useNodeLocation';
import { usePodsReady } from '../../states/usePodsReady';
import { useStateSentence } from '../../states/useStateSentence';
import { UpdateBadge } from '../shared/UpdateBadge';
import { HeadFigures } from './HeadFigures';
import styles from './Headline.module.css';
import { Reasons } from './Reasons';
import { SyncProgress } from './SyncProgress';

/** State of the node as a sentence, with its reasons and head. */
export function Headline(props: {
  node: EthereumNodeDetail;
  mode: UpdateMode;
  intervalMs: number;
}) {
  const { node, mode, intervalMs } = props;
  const { t } = useMessages();
  const renderer = useMessageRenderer();
  const place = useNodeLocation(node);
  const podsReady = usePodsReady(node);
  const readiness = node.ready ? t('ready.yes') : t('ready.no');
  const facts = [node.name, place, podsReady, readiness].filter(Boolean);
  const sentence = useStateSentence(node, node.verdict);
  return (
    <Card
      className={`${styles.headline} ${tones[stateEntry(node.state).tone]}`}
    >
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
                    reason: renderer.render(
                      node.pollError,
                      node.pollErrorCoded,
                    ),
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
