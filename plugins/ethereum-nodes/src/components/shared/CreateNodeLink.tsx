import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useMessages } from '../../hooks/useMessages';

const templatePath = '/create/templates/default/create-ethereum-node';

/** Leads to the template that makes a node. */
export function CreateNodeLink(props: { variant?: 'primary' | 'secondary' }) {
  const { variant = 'primary' } = props;
  const { t } = useMessages();
  return (
    <ButtonLink href={templatePath} variant={variant} iconStart={<RiAddLine />}>
      {t('empty.create')}
    </ButtonLink>
  );
}
