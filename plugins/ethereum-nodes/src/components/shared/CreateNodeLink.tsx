import { ButtonLink, Text } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';
import { NODE_TEMPLATE, useNodeTemplate } from '../../hooks/useNodeTemplate';
import { Glyph } from '../../icons/Glyph';
import { PLUS } from '../../icons/glyphs';

/** Link to the template that creates a node, or why there is none. */
export function CreateNodeLink(props: { variant?: 'primary' | 'secondary' }) {
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
