import { ButtonLink, Text } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';
import { NODE_TEMPLATE, useNodeTemplate } from '../../hooks/useNodeTemplate';
import { Glyph } from '../../icons/Glyph';
import { PLUS } from '../../icons/glyphs';

export interface CreateNodeLinkProps {
  variant?: 'primary' | 'secondary';
}

/** See CreateNodeLink, which loads this. */
export default function CreateNodeButton(props: CreateNodeLinkProps) {
  const { variant = 'primary' } = props;
  const { t } = useMessages();
  const template = useNodeTemplate();
  switch (template.status) {
    case 'ready':
      return (
        <ButtonLink
          href={template.path}
          variant={variant}
          iconStart={<Glyph path={PLUS} />}
        >
          {t('empty.create')}
        </ButtonLink>
      );
    case 'noTemplate':
      return (
        <Text as="p" color="secondary">
          {t('empty.noTemplate', { template: NODE_TEMPLATE })}
        </Text>
      );
    default:
      return null;
  }
}
