import { useRouteRef } from '@backstage/core-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';
import { Glyph } from '../../icons/Glyph';
import { ARROW_LEFT } from '../../icons/glyphs';
import { rootRouteRef } from '../../routes';
import { CostPanel } from './CostPanel';
import { DisksPanel } from './DisksPanel';
import { DiversityPanel } from './DiversityPanel';
import { ForksPanel } from './ForksPanel';
import { HeadsPanel } from './HeadsPanel';
import { RestorePanel } from './RestorePanel';
import styles from './insights.module.css';

/** Questions about the whole fleet. Each panel loads, and can fail, by itself. */
export function InsightsPage() {
  const { t } = useMessages();
  const fleet = useRouteRef(rootRouteRef);
  return (
    <Flex direction="column" gap="4">
      <Link href={fleet()} className={styles.back}>
        <Glyph path={ARROW_LEFT} size={16} />
        {t('node.openFleet')}
      </Link>
      <Text as="h2" variant="title-small" weight="bold">
        {t('insights.title')}
      </Text>
      <div className={styles.panels}>
        <HeadsPanel />
        <ForksPanel />
        <DiversityPanel />
        <DisksPanel />
        <RestorePanel />
        <CostPanel />
      </div>
    </Flex>
  );
}
