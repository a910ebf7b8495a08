import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HealthIcon } from '../components/HealthIcon';
import { entityHealthRouteRef } from '../routes';
import { ethereumNodesTitlesTranslationRef } from '../titles';
import { useEntityTabPath } from './useEntityTabPath';

/** Icon link of the About card to the entity tab; disabled in an app without that tab. */
export function useNodeHealthLink() {
  const { t } = useTranslationRef(ethereumNodesTitlesTranslationRef);
  const href = useEntityTabPath(entityHealthRouteRef);
  return {
    label: t('health'),
    icon: <HealthIcon />,
    href,
    disabled: href === undefined,
  };
}
