import { useRouteRef } from '@backstage/core-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { useMessages } from '../../hooks/useMessages';
import { Glyph } from '../../icons/Glyph';
import { ARROW_LEFT } from '../../icons/glyphs';
import { rootRouteRef } from '../../routes';
import { NodeHealth } from '../health/NodeHealth';
import styles from './NodePage.module.css';

/** Health of a node by its ID. */
export function NodePage() {
  const { id = '' } = useParams();
  const { t } = useMessages();
  const fleet = useRouteRef(rootRouteRef);
  return (
    <Flex direction="column" gap="4">
      <Link href={fleet()} className={styles.back}>
        <Glyph path={ARROW_LEFT} size={16} />
        {t('node.openFleet')}
      </Link>
      <NodeHealth key={id} id={id} historyHours={24} />
    </Flex>
  );
}
