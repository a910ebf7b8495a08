import { Flex, Text } from '@backstage/ui';
import type { NodeSnapshot } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { shortClientVersion } from '../../format/clientVersion';
import { useMessages } from '../../hooks/useMessages';
import { Glyph } from '../../icons/Glyph';
import { CHECK, CROSS, QUESTION } from '../../icons/glyphs';
import tone from '../../states/tone.module.css';
import { RelativeTime } from '../shared/RelativeTime';

/** Whether a client was booted from the snapshot and has its block. */
export function VerificationStatus(props: {
  verification: NodeSnapshot['verification'];
}) {
  const { verification } = props;
  const { t } = useMessages();
  if (verification === undefined) {
    return (
      <Flex align="center" gap="1">
        <Glyph
          path={QUESTION}
          size={16}
          className={`${tone.icon} ${tone.unknown}`}
        />
        <Text>{t('snapshots.unverified')}</Text>
      </Flex>
    );
  }
  const { result, failure, at, clientVersion } = verification;
  return (
    <>
      <Flex align="center" gap="1">
        <Glyph
          path={result === 'passed' ? CHECK : CROSS}
          size={16}
          className={`${tone.icon} ${
            result === 'passed' ? tone.good : tone.bad
          }`}
        />
        <Text>
          {result === 'passed'
            ? t('snapshots.passed')
            : t('snapshots.failedVerification')}
        </Text>
      </Flex>
      {failure && (
        <Text as="p" variant="body-small">
          {t(`snapshots.failure.${failure}`)}
        </Text>
      )}
      <Text as="p" variant="body-small" color="secondary">
        <RelativeTime time={at} />{' '}
        {t('snapshots.verifiedBy', {
          version: shortClientVersion(clientVersion),
        })}
      </Text>
    </>
  );
}
