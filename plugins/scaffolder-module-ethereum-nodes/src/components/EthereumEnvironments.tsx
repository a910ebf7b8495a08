import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Text } from '@backstage/ui';
import { environmentOptions } from '@nodeyard/blueprint/form';
import { choicesOf } from '../choices';
import { useFormLanguage } from '../useFormLanguage';
import styles from './EthereumEnvironments.module.css';

/** Environments to choose, and what differs between them. */
export function EthereumEnvironments(
  props: FieldExtensionComponentProps<string[]>,
) {
  const { t, language } = useFormLanguage();
  const { uiSchema, registry, formData = [] } = props;
  const { field, ...options } = uiSchema['ui:options'] ?? {};
  const { ArrayField } = registry.fields;
  const items = props.schema.items;
  const offered =
    typeof items === 'object' && !Array.isArray(items)
      ? choicesOf(items).map(({ name }) => name)
      : [];
  const environments = environmentOptions(
    props.formContext?.formData ?? {},
    language,
  ).filter(({ name }) => offered.includes(name));
  return (
    <>
      {ArrayField && (
        <ArrayField
          {...props}
          uiSchema={{ ...uiSchema, 'ui:options': options }}
        />
      )}
      <section className={styles.environments}>
        <Text as="h3" variant="body-medium" weight="bold">
          {t('environments.title')}
        </Text>
        <div className={styles.columns}>
          {environments.map(({ name, figures }) => (
            <div
              key={name}
              className={styles.environment}
              data-chosen={formData.includes(name) || undefined}
            >
              <Text as="h4" variant="body-medium" weight="bold">
                {name}
              </Text>
              <dl className={styles.figures}>
                {figures.map(({ title, text }) => (
                  <div key={title}>
                    <dt>{title}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </div>
      </section>
    </>
  );
}
